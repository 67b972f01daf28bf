import type { Net, Shape } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';
import type { Attribute } from './expression.ts';
import { graphOf, INPUT_NAME, OUTPUT_NAME } from './graph.ts';
import type { GraphNode } from './writer.ts';
import { BATCH, OPSET } from './model.ts';

const BYTES_PER_VALUE = 4;

const tellAttribute = (value: Attribute): string => {
	if ('ints' in value) return `[${value.ints.join(', ')}]`;
	if ('text' in value) return `"${value.text}"`;
	return String('int' in value ? value.int : value.float);
};

function tellNode({ type, inputs, outputs, attributes }: GraphNode): string {
	const settings = Object.entries(attributes).map(
		([name, value]) => `${name}=${tellAttribute(value)}`
	);
	const list = settings.length > 0 ? ` <${settings.join(', ')}>` : '';
	return `${outputs.join(', ')} = ${type}${list} (${inputs.join(', ')})`;
}

const tellShape = (image: Shape): string => `float[${[BATCH, ...image].join(', ')}]`;

/** The graph of a network's ONNX file, a node to a line, much as ONNX's own printer has it. */
export function printGraph(net: Net, input: Shape): string {
	const graph = graphOf(net, input);
	const tensors = [...graph.initializers.values()];
	const weights = tensors.filter((tensor) => tensor.kind === 'weight');
	const bytes = weights.reduce((sum, { stored }) => sum + elements(stored), 0) * BYTES_PER_VALUE;
	return [
		`opset ${OPSET}, ${graph.nodes.length} nodes, ${weights.length} weights of ${(bytes / 1e6).toFixed(1)} MB`,
		`${INPUT_NAME}: ${tellShape(graph.input)}`,
		`${OUTPUT_NAME}: ${tellShape(graph.output)}`,
		'',
		...graph.nodes.map(tellNode)
	].join('\n');
}
