import type { Diagram } from './frame.ts';

function alike<T extends object>(one: T, other: T): boolean {
	const keys = Object.keys(one) as (keyof T)[];
	return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** A list, with what stands alike in the same place of another as the very object of that one. */
function reusedList<T extends object>(before: readonly T[], after: readonly T[]): readonly T[] {
	const list = after.map((one, i) => {
		const other = before[i];
		return other && alike(other, one) ? other : one;
	});
	return list.length === before.length && list.every((one, i) => one === before[i]) ? before : list;
}

/**
 * A diagram, with all that is as it was in the one before as the very same objects: what shows these
 * leaves them alone.
 */
export function reused(before: Diagram | null, after: Diagram): Diagram {
	if (!before) return after;
	const diagram = {
		...after,
		nodes: reusedList(before.nodes, after.nodes),
		gaps: reusedList(before.gaps, after.gaps),
		edges: reusedList(before.edges, after.edges),
		ends: reusedList(before.ends, after.ends)
	};
	return alike(before, diagram) ? before : diagram;
}
