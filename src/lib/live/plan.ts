import { layersOf, type Layer } from '../arch/layers.ts';
import type { Chain, Net, Shape } from '../arch/net.ts';

/** The network's input among the values that steps refer to; a step's own number is its output. */
export const INPUT = -1;

/** One kernel call: an operation, the values it takes, and those that nothing needs after it. */
export type Step = Readonly<{
	layer: Layer;
	/** Steps whose outputs go in, or `INPUT`. An addition takes two, all others one. */
	inputs: readonly number[];
	/** Outputs that can be freed once this step is done. The input is never among them. */
	frees: readonly number[];
}>;

/** The network as a list of kernel calls in order of computation. */
export function planOf(net: Net, input: Shape): readonly Step[] {
	const layers = layersOf(net, input);
	const inputs: number[][] = [];

	const push = (...values: number[]): number => inputs.push(values) - 1;
	const visitChain = (chain: Chain, x: number): number =>
		chain.children.reduce((value, child) => visit(child.net, value), x);

	function visit(part: Net, x: number): number {
		if (part.kind === 'chain') return visitChain(part, x);
		if (part.kind !== 'residual') return push(x);
		const body = visitChain(part.body, x);
		const shortcut = part.shortcut ? visit(part.shortcut.net, x) : x;
		return push(body, shortcut);
	}
	visit(net, INPUT);

	const lastUse = new Map<number, number>();
	inputs.forEach((values, step) => values.forEach((value) => lastUse.set(value, step)));
	return layers.map((layer, step) => {
		const values = inputs[step] ?? [];
		const frees = [...new Set(values)].filter(
			(value) => value !== INPUT && lastUse.get(value) === step
		);
		return { layer, inputs: values, frees };
	});
}
