import { idOf, type Layer } from '../../arch/infer.ts';
import { join, joinOf, type Chain, type Net } from '../../arch/net.ts';
import { framed, type Diagram } from './frame.ts';
import type { Figure } from './layout.ts';
import { nodeText } from './node-text.ts';

type Layers = ReadonlyMap<string, Layer>;

const EMPTY: Figure = { kind: 'chain', parts: [] };

function operation(path: string, layers: Layers): Figure {
	const layer = layers.get(path);
	return layer ? { kind: 'node', node: nodeText(path, layer.op, layer.in) } : EMPTY;
}

function figureOf(net: Net, path: string, layers: Layers): Figure {
	if (net.kind === 'chain')
		return {
			kind: 'chain',
			parts: net.children.map((child) => figureOf(child.net, join(path, child.name), layers))
		};
	if (net.kind !== 'parallel') return operation(path, layers);
	const sum = join(path, net.name);
	const layer = layers.get(sum);
	return {
		kind: 'fork',
		branches: net.branches.map((branch) => figureOf(branch.net, join(path, branch.name), layers)),
		join: layer ? nodeText(sum, joinOf(net), layer.in) : null
	};
}

/** The part of the tree that layers name by this id, and its path. */
function find(net: Net, id: string, path: string): Readonly<{ chain: Chain; path: string }> | null {
	if (net.kind !== 'chain' && net.kind !== 'parallel') return null;
	if (net.kind === 'chain' && net.role !== null && idOf(path, net.role) === id)
		return { chain: net, path };
	for (const { name, net: child } of net.kind === 'chain' ? net.children : net.branches) {
		const found = find(child, id, join(path, name));
		if (found) return found;
	}
	return null;
}

/**
 * Draws a block, a stem or a head from the tree, top to bottom, whatever the family.
 *
 * @returns null for an id that is no such part, and for a stage: that is a row of blocks
 */
export function diagramOf(net: Net, layers: readonly Layer[], id: string): Diagram | null {
	const found = find(net, id, '');
	if (!found || found.chain.role === 'stage') return null;
	const own = layers.filter(({ block, section }) => (block ?? section) === id);
	const [first, last] = [own[0], own.at(-1)];
	if (!first || !last) return null;
	const { chain, path } = found;
	const figure = figureOf(chain, path, new Map(own.map((layer) => [layer.path, layer])));
	return framed(figure, first.in.join(' × '), last.out.join(' × '));
}
