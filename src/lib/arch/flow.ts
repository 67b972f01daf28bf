import type { Net } from './net.ts';

/** The network's input among the values that steps refer to; a step's own number is its output. */
export const INPUT = -1;

/**
 * What each operation takes, in the order of `layersOf`: numbers of earlier operations, or `INPUT`.
 * A join takes one of each of its branches, in their order; all others take one.
 */
export function flowOf(net: Net): readonly (readonly number[])[] {
	const inputs: number[][] = [];
	const push = (...values: number[]): number => inputs.push(values) - 1;

	function visit(part: Net, x: number): number {
		if (part.kind === 'chain')
			return part.children.reduce((value, child) => visit(child.net, value), x);
		if (part.kind !== 'parallel') return push(x);
		return push(...part.branches.map((branch) => visit(branch.net, x)));
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
