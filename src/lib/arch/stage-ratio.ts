/** Stage ratios that a person meets in the literature, for four stages. */
export const STAGE_RATIOS: readonly (readonly number[])[] = [
	[3, 4, 6, 3], // ResNet-50
	[3, 4, 23, 3], // ResNet-101
	[1, 1, 3, 1], // Swin-T and ConvNeXt-T
	[1, 1, 9, 1], // Swin-S and larger, ConvNeXt-S and larger
	[1, 1, 1, 1]
];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/**
 * Spreads `total` blocks over stages in the given ratio: whole numbers that add up to `total`, at
 * least one in each stage, the largest remainders rounded up.
 */
export function depthsInRatio(ratio: readonly number[], total: number): readonly number[] {
	const blocks = Math.max(total, ratio.length);
	const weight = sum(ratio);
	const ideal = ratio.map((part) => (part / weight) * blocks);
	const depths = ideal.map((depth) => Math.max(1, Math.floor(depth)));
	while (sum(depths) !== blocks) {
		const step = sum(depths) < blocks ? 1 : -1;
		const gaps = depths.map((depth, i) =>
			step < 0 && depth === 1 ? -Infinity : step * ((ideal[i] ?? 0) - depth)
		);
		const at = gaps.indexOf(Math.max(...gaps));
		depths[at] = (depths[at] ?? 0) + step;
	}
	return depths;
}

function greatestDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Depths as a ratio in lowest terms: 3, 3, 9, 3 is 1:1:3:1. */
export function ratioOf(depths: readonly number[]): readonly number[] {
	const divisor = depths.reduce(greatestDivisor, 0) || 1;
	return depths.map((depth) => depth / divisor);
}

/** Whether every stage is twice as wide as the one before. */
export const isDoubling = (widths: readonly number[]): boolean =>
	widths.every((width, stage) => stage === 0 || width === 2 * (widths[stage - 1] ?? 0));

/** Widths that double from stage to stage and have `width` at `stage`; `null` if one is no whole number. */
export function doublingFrom(
	width: number,
	stage: number,
	stages: number
): readonly number[] | null {
	const widths = Array.from({ length: stages }, (_, i) => width * 2 ** (i - stage));
	return widths.every(Number.isInteger) ? widths : null;
}
