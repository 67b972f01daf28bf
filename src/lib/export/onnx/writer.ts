import type { Attributes, Constant, Expression, Node, Weight } from './expression.ts';

/** A node with the names of what it takes and gives. */
export type GraphNode = Readonly<{
	name: string;
	type: string;
	inputs: readonly string[];
	outputs: readonly string[];
	attributes: Attributes;
}>;

/** Names nodes and values after the layer that they compute, and keeps each constant once. */
export function createWriter() {
	const nodes: GraphNode[] = [];
	const initializers = new Map<string, Weight | Constant>();
	const taken = new Set<string>();

	function free(name: string): string {
		let result = name;
		for (let i = 1; taken.has(result); i++) result = `${name}_${i}`;
		taken.add(result);
		return result;
	}

	/** Writes the nodes of an expression as those of a layer; gives the name of its value. */
	function write(root: Expression, path: string, output?: string): string {
		const written = new Map<Node, readonly string[]>();
		const outputsOf = (part: Node): readonly string[] => {
			const before = written.get(part);
			if (before) return before;
			const inputs = part.inputs.map(nameOf);
			const { type, attributes, outputs: count } = part;
			const name = free(`${path}/${type}`);
			const single = part === root ? (output ?? name) : name;
			const outputs =
				count === 1 ? [single] : Array.from({ length: count }, (_, i) => `${single}.${i}`);
			nodes.push({ name, type, inputs, outputs, attributes });
			written.set(part, outputs);
			return outputs;
		};
		const nameOf = (part: Expression): string => {
			switch (part.kind) {
				case 'value':
					return part.name;
				case 'node':
					return outputsOf(part)[0] ?? '';
				case 'output':
					return outputsOf(part.of)[part.index] ?? '';
				default:
					initializers.set(part.name, part);
					return part.name;
			}
		};
		return nameOf(root);
	}

	return { nodes, initializers, write };
}
