import type { Chain, Net } from './net.ts';

/** The network's input among the values that steps refer to; a step's own number is its output. */
export const INPUT = -1;

/**
 * What each operation takes, in the order of `layersOf`: numbers of earlier operations, or `INPUT`.
 * An addition takes two, the body's and the shortcut's; all others take one.
 */
export function flowOf(net: Net): readonly (readonly number[])[] {
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
	return inputs;
}

/** The last operation that takes each value. */
export function lastUses(flow: readonly (readonly number[])[]): ReadonlyMap<number, number> {
	const last = new Map<number, number>();
	flow.forEach((values, step) => values.forEach((value) => last.set(value, step)));
	return last;
}
