import type { Sides } from '../../arch/net.ts';

/** A table of biases of relative positions in a window: its window before, a square, and after. */
export type BiasTable = Readonly<{ kind: 'biases'; from: number; to: Sides; heads: number }>;

/** How many relative positions there are along a side of a window. */
const reach = (side: number): number => 2 * side - 1;

/** Sum of so many powers of a ratio, from 1. */
const powers = (ratio: number, count: number): number => (1 - ratio ** count) / (1 - ratio);

/**
 * Where old positions lie among new ones along a side: 1 apart in the middle and further and further
 * outwards, by the ratio with which the last one lies where the new ones end. The search and its limits
 * are BEiT's, which timm's `resize_rel_pos_bias_table` has taken over: a ratio under 1.01 is not found.
 */
function placesOf(from: number, to: number): readonly number[] {
	const [half, end] = [from - 1, to - 1];
	let [low, high, ratio] = [1.01, 1.5, 1.01];
	while (high - low > 1e-6) {
		ratio = (low + high) / 2;
		if (powers(ratio, half) > end) high = ratio;
		else low = ratio;
	}
	let place = 0;
	const outwards = Array.from({ length: half }, (_, i) => (place += ratio ** i));
	return [...outwards.map((at) => -at).reverse(), 0, ...outwards].map(Math.fround);
}

/** Between which two old values a new one lies, and how near to the second: 0 to 1. */
type Between = Readonly<{ left: number; right: number; share: number }>;

/** New positions among the old ones; what lies outside takes the outermost value. */
function betweens(from: number, to: number): readonly Between[] {
	const places = placesOf(from, to);
	return Array.from({ length: reach(to) }, (_, i) => {
		const at = i - (to - 1);
		const next = places.findIndex((place) => place >= at);
		const right = next < 0 ? places.length - 1 : next;
		const left = Math.max(0, right - 1);
		const [low = 0, high = 0] = [places[left], places[right]];
		const share = high > low ? Math.min(1, Math.max(0, (at - low) / (high - low))) : 0;
		return { left, right, share };
	});
}

/** A table for another window, as timm's `resize_rel_pos_bias_table` makes it: linear between uneven places. */
export function resampleBiases(
	values: Float32Array<ArrayBuffer>,
	{ from, to: [high, wide], heads }: BiasTable
): Float32Array<ArrayBuffer> {
	const columns = betweens(from, wide);
	const valueAt = (row: number, column: number, head: number) =>
		values[(row * reach(from) + column) * heads + head] ?? 0;
	const out = new Float32Array(reach(high) * reach(wide) * heads);
	betweens(from, high).forEach((down, row) =>
		columns.forEach((across, column) => {
			for (let head = 0; head < heads; head++) {
				const along = (oldRow: number) =>
					(1 - across.share) * valueAt(oldRow, across.left, head) +
					across.share * valueAt(oldRow, across.right, head);
				out[(row * columns.length + column) * heads + head] =
					(1 - down.share) * along(down.left) + down.share * along(down.right);
			}
		})
	);
	return out;
}
