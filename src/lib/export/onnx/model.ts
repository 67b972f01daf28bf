import type { Net, Shape } from '../../arch/net.ts';
import type { Attribute, Constant, Weight } from './expression.ts';
import { graphOf, INPUT_NAME, OUTPUT_NAME, type Graph } from './graph.ts';
import type { GraphNode } from './writer.ts';
import { merged, type Pieces } from '../pieces.ts';
import { delimited, float, text, whole } from './protobuf.ts';

/**
 * The operators are those of opset 17, the first with layer normalization; IR version 8 came with
 * it. Field numbers are those of ONNX's schema (https://github.com/onnx/onnx, onnx/onnx.proto).
 */
export const OPSET = 17;
const IR_VERSION = 8;

const FLOAT = 1;
const INT64 = 7;

/** Where a file names the axis that holds images. */
export const BATCH = 'batch';

/** The most bytes that protobuf's readers take. */
export const LARGEST_FILE = 2 ** 31 - 1;

/** What a file says of itself. */
export type About = Readonly<{
	/** What the network is called. */
	title: string;
	/** What the weights are. */
	weights: string;
	/** The address that shows the design. */
	address: string;
}>;

const attributeTypes = { float: 1, int: 2, text: 3, ints: 7 } as const;

function attribute(name: string, value: Attribute): Pieces {
	const type = (kind: keyof typeof attributeTypes) => whole(20, attributeTypes[kind]);
	if ('float' in value) return [...text(1, name), ...float(2, value.float), ...type('float')];
	if ('int' in value) return [...text(1, name), ...whole(3, value.int), ...type('int')];
	if ('text' in value) return [...text(1, name), ...text(4, value.text), ...type('text')];
	return [...text(1, name), ...value.ints.flatMap((int) => whole(8, int)), ...type('ints')];
}

const nodeOf = ({ name, type, inputs, outputs, attributes }: GraphNode): Pieces => [
	...inputs.flatMap((input) => text(1, input)),
	...outputs.flatMap((output) => text(2, output)),
	...text(3, name),
	...text(4, type),
	...Object.entries(attributes).flatMap(([key, value]) => delimited(5, attribute(key, value)))
];

/** Values as they lie in a file. */
function rawData(tensor: Weight | Constant): Pieces {
	if (tensor.kind === 'weight') return [{ name: tensor.name, shape: tensor.stored }];
	const values = tensor.values();
	const { buffer } =
		tensor.type === 'float'
			? Float32Array.from(values)
			: BigInt64Array.from(Array.from(values), BigInt);
	return [new Uint8Array(buffer)];
}

function tensorOf(tensor: Weight | Constant): Pieces {
	const isInt = tensor.kind === 'constant' && tensor.type === 'int64';
	return [
		...tensor.shape.flatMap((size) => whole(1, size)),
		...whole(2, isInt ? INT64 : FLOAT),
		...text(8, tensor.name),
		...delimited(9, rawData(tensor))
	];
}

/** A float tensor with any number of images. */
function valueInfo(name: string, image: Shape): Pieces {
	const sizes = image.flatMap((size) => delimited(1, whole(1, size)));
	const shape = [...delimited(1, text(2, BATCH)), ...sizes];
	const tensor = [...whole(1, FLOAT), ...delimited(2, shape)];
	return [...text(1, name), ...delimited(2, delimited(1, tensor))];
}

/** A float tensor of which nothing more is said. */
const typeInfo = (name: string): Pieces => [
	...text(1, name),
	...delimited(2, delimited(1, whole(1, FLOAT)))
];

/** Names of what layers give, besides what the network gives anyway. */
const namesOf = ({ values }: Graph, outputs: readonly string[]): readonly string[] => {
	const names = new Set(outputs.flatMap((path) => values.get(path)?.name ?? []));
	names.delete(OUTPUT_NAME);
	return [...names];
};

const graphMessage = (graph: Graph, title: string, outputs: readonly string[]): Pieces => [
	...graph.nodes.flatMap((node) => delimited(1, nodeOf(node))),
	...text(2, title),
	...[...graph.initializers.values()].flatMap((tensor) => delimited(5, tensorOf(tensor))),
	...delimited(11, valueInfo(INPUT_NAME, graph.input)),
	...delimited(12, valueInfo(OUTPUT_NAME, graph.output)),
	...namesOf(graph, outputs).flatMap((name) => delimited(12, typeInfo(name)))
];

const metadata = (key: string, value: string): Pieces =>
	delimited(14, [...text(1, key), ...text(2, value)]);

/**
 * A network as an ONNX file in pieces: bytes, and between them the places of its weights.
 *
 * @param input shape of one image, `[height, width, channels]`
 * @param outputs paths of layers whose outputs the file gives as well
 */
export function onnxPieces(
	net: Net,
	input: Shape,
	about: About,
	outputs: readonly string[] = []
): Pieces {
	return merged([
		...whole(1, IR_VERSION),
		...text(2, 'ConvNeXt Explorer'),
		...delimited(7, graphMessage(graphOf(net, input), about.title, outputs)),
		...delimited(8, [...text(1, ''), ...whole(2, OPSET)]),
		...metadata('design', about.address),
		...metadata('weights', about.weights)
	]);
}
