import type { Shape } from '../arch/net.ts';
import type { Prediction } from './predict.ts';
import { quantile } from '../stats/quantiles.ts';

/** A network that was predicted and then run. */
export type Checked = Readonly<{
	/** The design as a link. */
	design: string;
	/** Shape of one input image, `[height, width, channels]`. */
	input: Shape;
	batch: number;
	predicted: Pick<Prediction, 'ms' | 'low' | 'high'>;
	/** Median of the runs, ms. */
	measuredMs: number;
	runs: number;
}>;

/** How far a prediction is off: above zero where it is too long. */
export const errorOf = ({
	predicted,
	measuredMs
}: Pick<Checked, 'predicted' | 'measuredMs'>): number => predicted.ms / measuredMs - 1;

export const isWithin = ({
	predicted,
	measuredMs
}: Pick<Checked, 'predicted' | 'measuredMs'>): boolean =>
	predicted.low <= measuredMs && measuredMs <= predicted.high;

/** Errors of several predictions without their signs, as shares; `null` where there is none. */
export function spreadOfErrors(
	checked: readonly Checked[]
): Readonly<{ median: number; worst: number; within: number }> | null {
	const sizes = checked.map((one) => Math.abs(errorOf(one))).sort((a, b) => a - b);
	const worst = sizes.at(-1);
	if (worst === undefined) return null;
	return { median: quantile(sizes, 0.5), worst, within: checked.filter(isWithin).length };
}
