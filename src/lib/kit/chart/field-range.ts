import type { Range } from '../../draw/chart/scales.ts';

/**
 * A range after one of its ends was typed, in the axis's unit; an empty field leaves that end open.
 *
 * @returns `null` when both ends are open
 */
export function fieldRange(
	range: Range | null,
	end: 0 | 1,
	text: string,
	factor: number
): Range | null {
	const typed = text.trim() === '' ? null : Number(text) * factor;
	const value = typed !== null && Number.isFinite(typed) ? typed : end === 0 ? -Infinity : Infinity;
	const [low, high] = range ?? [-Infinity, Infinity];
	const next: Range = end === 0 ? [value, high] : [low, value];
	if (next[0] === -Infinity && next[1] === Infinity) return null;
	// Ends typed the wrong way round are meant the right way.
	return next[0] <= next[1] ? next : [next[1], next[0]];
}
