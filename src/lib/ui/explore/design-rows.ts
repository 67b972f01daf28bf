import type { AxisName } from '../../explore/axes.ts';

/** How a table of designs is ordered; `null` is the order in which they were drawn. */
export type Sorting = Readonly<{ by: AxisName; down: boolean }> | null;

/** Designs in the order of a metric; those that lack it come last. */
export function sorted(
	designs: readonly number[],
	sorting: Sorting,
	column: (name: AxisName) => Float64Array
): readonly number[] {
	if (!sorting) return designs;
	const metrics = column(sorting.by);
	const sign = sorting.down ? -1 : 1;
	const value = (index: number) => metrics[index] ?? NaN;
	return [...designs].sort((a, b) => {
		const [first, second] = [value(a), value(b)];
		if (Number.isNaN(first) || Number.isNaN(second))
			return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
		return first === second ? a - b : first < second ? -sign : sign;
	});
}

/** The first click sorts upwards, the second downwards, the third not at all. */
export const nextSorting = (sorting: Sorting, by: AxisName): Sorting =>
	sorting?.by !== by ? { by, down: false } : sorting.down ? null : { by, down: true };
