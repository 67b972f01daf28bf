import { AS_IN_BASE } from './designs.ts';
import type { Drawn } from './gather.ts';

/** Some neighbouring values of a coordinate, and how many designs have one of them. */
export type Bin = Readonly<{ label: string; count: number; chosen: number }>;
export type Marginal = Readonly<{ label: string; bins: readonly Bin[] }>;

const MOST_BINS = 12;

const binLabel = (names: readonly string[]): string =>
	names.length < 2 ? (names[0] ?? '') : `${names[0]} to ${names.at(-1)}`;

/**
 * How often each value occurs among some designs, and among the chosen of them. Long lists of values
 * are put together in bins of equally many. Designs in which the field changes nothing count nowhere.
 */
export function marginalsOf(
	{ digits, coordinates }: Drawn,
	designs: readonly number[],
	chosen: readonly number[]
): readonly Marginal[] {
	const width = coordinates.length;
	return coordinates.map(({ label, names }, at) => {
		const size = Math.ceil(names.length / MOST_BINS);
		const bins = Math.ceil(names.length / size);
		const countIn = (indices: readonly number[]) => {
			const counts = new Array<number>(bins).fill(0);
			for (const index of indices) {
				const digit = digits[index * width + at] ?? AS_IN_BASE;
				const bin = Math.floor(digit / size);
				if (bin < bins) counts[bin] = (counts[bin] ?? 0) + 1;
			}
			return counts;
		};
		const [all, some] = [countIn(designs), countIn(chosen)];
		return {
			label,
			bins: all.map((count, bin) => ({
				label: binLabel(names.slice(bin * size, (bin + 1) * size)),
				count,
				chosen: some[bin] ?? 0
			}))
		};
	});
}
