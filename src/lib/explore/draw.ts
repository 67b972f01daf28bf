import type { Coordinate } from './coordinate.ts';

/** What is drawn of a space: every combination once, or `count` designs at random. */
export type Draw = Readonly<{ kind: 'sweep' } | { kind: 'sample'; count: number; seed: number }>;

/** The most designs of a set, and the largest grid that is swept: what a page lays out in one frame. */
export const LARGEST_SET = 10_000;
export const LARGEST_SEED = 2 ** 32 - 1;

/** How many draws a sample may take: past that, almost nothing fits. */
export const mostDraws = (draw: Draw, grid: number): number =>
	draw.kind === 'sweep' ? grid : Math.max(50_000, 25 * draw.count);

/** Scrambles 32 bits so that each of them depends on all: MurmurHash3's finalizer (Appleby). */
function scramble(value: number): number {
	let bits = value | 0;
	bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
	bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
	return (bits ^ (bits >>> 16)) >>> 0;
}

/** Steps by the golden ratio never meet before 2^32 of them. */
const GOLDEN = 0x9e3779b9;

/**
 * The digits of one draw. They follow from the seed and the draw's number alone, so that any worker
 * may compute any draw, in any order.
 *
 * @param index from 0; of a sweep, the number of the combination
 */
export function drawDigits(
	draw: Draw,
	coordinates: readonly Coordinate[],
	index: number,
	digits: Uint16Array
): void {
	if (draw.kind === 'sweep') {
		let rest = index;
		for (let i = coordinates.length - 1; i >= 0; i--) {
			const count = coordinates[i]?.values.length ?? 1;
			digits[i] = rest % count;
			rest = Math.floor(rest / count);
		}
		return;
	}
	const start = scramble(scramble(draw.seed + GOLDEN) ^ index);
	coordinates.forEach(({ values }, i) => {
		const chance = scramble(start + Math.imul(i + 1, GOLDEN)) / 2 ** 32;
		digits[i] = Math.floor(chance * values.length);
	});
}
