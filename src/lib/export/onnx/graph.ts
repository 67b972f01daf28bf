import { flowOf, INPUT } from '../../arch/flow.ts';
import { layersOf, type Layer } from '../../arch/infer.ts';
import { join, type Net, type OpKind, type Shape } from '../../arch/net.ts';
import type { MemoryFormat } from '../pytorch/operations/row.ts';
import { storedShape } from '../../arch/ops/stacked.ts';
import {
	node,
	reshape,
	transpose,
	type Constant,
	type Expression,
	type Weight
} from './expression.ts';
import { broadcastShape } from './operations/operation.ts';
import { rowOf } from './operations/table.ts';
import { createWriter, type GraphNode } from './writer.ts';

/** A network as an ONNX graph, in order of computation. */
export type Graph = Readonly<{
	nodes: readonly GraphNode[];
	/** What nodes take besides values: weights and constants, by name. */
	initializers: ReadonlyMap<string, Weight | Constant>;
	/** What each layer gives, by its path. */
	values: ReadonlyMap<string, PlacedValue>;
	/** Shape of one image, `[3, height, width]`. */
	input: Shape;
	/** Shape of what comes out for one image. */
	output: Shape;
}>;

export const INPUT_NAME = 'input';
export const OUTPUT_NAME = 'logits';

/** A value by name, and how it lies in memory. */
export type PlacedValue = Readonly<{ name: string; layout: MemoryFormat }>;

const isMap = (layout: MemoryFormat): boolean =>
	layout === 'channels first' || layout === 'channels last';

function weightsOf({ path, weights }: Layer) {
	return (name: string, shape?: Shape): Weight => {
		const found = weights.find((weight) => weight.name === name);
		if (!found) throw new Error(`${path} has no weight ${name}`);
		const stored = storedShape(found);
		return { kind: 'weight', name: join(path, name), shape: shape ?? stored, stored };
	};
}

/**
 * A network as an ONNX graph of opset 17. Maps are turned between channels first and last where the
 * next layer needs it, and each of them once at most.
 *
 * @param input shape of one image, `[height, width, channels]`
 */
export function graphOf(net: Net, input: Shape): Graph {
	const layers = layersOf(net, input);
	const flow = flowOf(net);
	const { nodes, initializers, write } = createWriter();
	const values: PlacedValue[] = [];
	const transposed = new Map<string, PlacedValue>();

	function ensureLayout(value: PlacedValue, wanted: MemoryFormat | null): PlacedValue {
		if (wanted === null || wanted === value.layout || !isMap(value.layout)) return value;
		const before = transposed.get(value.name);
		if (before) return before;
		const order = wanted === 'channels last' ? [0, 2, 3, 1] : [0, 3, 1, 2];
		const name = write(transpose({ kind: 'value', name: value.name }, order), value.name);
		const placed = { name, layout: wanted };
		transposed.set(value.name, placed);
		return placed;
	}

	const image: PlacedValue = { name: INPUT_NAME, layout: 'channels first' };
	const valueOf = (at: number): PlacedValue => {
		const value = at === INPUT ? image : values[at];
		if (!value) throw new Error(`value ${at} is taken before it is computed`);
		return value;
	};

	layers.forEach((layer, at) => {
		const { op, path } = layer;
		const row = rowOf<OpKind>(op);
		const [first = INPUT, ...further] = flow[at] ?? [];
		const taken = [first, ...further].map(valueOf);
		// A join has the layout of its last branch, often a shortcut: most often the next layers take
		// all of them as that one was taken. A vector is joined to whatever there is.
		const joined = taken.findLast(({ layout }) => layout !== 'vector')?.layout;
		const wanted = further.length > 0 ? (joined ?? 'vector') : row.layout;
		const [x, ...others] = taken.map((value) => ensureLayout(value, wanted));
		if (!x) throw new Error(`${path} takes nothing`);
		const layout = further.length > 0 && wanted !== null ? wanted : x.layout;
		const value = (placed: PlacedValue): Expression => {
			const named: Expression = { kind: 'value', name: placed.name };
			if (placed.layout === layout) return named;
			return reshape(named, broadcastShape(layout, layer.out.at(-1) ?? 0));
		};
		const written = row.write({
			op,
			in: layer.in,
			x: value(x),
			others: others.map(value),
			layout,
			weight: weightsOf(layer)
		});
		const isLast = at === layers.length - 1;
		const root = isLast && written.kind !== 'node' ? node('Identity', [written]) : written;
		const name = write(root, path, isLast ? OUTPUT_NAME : undefined);
		values.push({ name, layout: row.leaves?.(op) ?? layout });
	});
	const [height = 0, width = 0, channels = 0] = input;
	const output = layers.at(-1)?.out ?? [];
	const byPath = new Map(layers.map(({ path }, at) => [path, valueOf(at)]));
	return { nodes, initializers, values: byPath, input: [channels, height, width], output };
}
