import type { RunPrecision } from '../count/run-precision.ts';
import { LiveError } from '../errors/failure.ts';
import type { PrecisionCheck } from './report/report.ts';

/** Farther than that from float32's output, a run is not shown: shares of its root mean square. */
export const MOST_DISTANCE: Readonly<Record<Exclude<RunPrecision, 'f32'>, number>> = {
	f16: 0.05,
	int8: 0.5
};

function largestAt(values: ArrayLike<number>): number {
	let best = 0;
	for (let i = 1; i < values.length; i++)
		if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i;
	return best;
}

/**
 * How far an output is from float32's for the same image, and whether the largest is the same.
 *
 * @param output of as many images as a pass has, of which the first is looked at
 */
export function checkPrecision(
	kept: Exclude<RunPrecision, 'f32'>,
	exact: ArrayLike<number>,
	output: ArrayLike<number>
): PrecisionCheck {
	const first = Array.from(exact, (_, i) => output[i] ?? NaN);
	let [largest, squares] = [0, 0];
	first.forEach((value, i) => {
		largest = Math.max(largest, Math.abs(value - (exact[i] ?? NaN)));
		squares += (exact[i] ?? 0) ** 2;
	});
	const distance = largest / Math.sqrt(squares / exact.length);
	return {
		kept,
		distance,
		bound: MOST_DISTANCE[kept],
		sameLargest: largestAt(first) === largestAt(exact)
	};
}

/** @throws LiveError when an output is not finite, or too far from float32's */
export function expectPrecise({ kept, distance, bound }: PrecisionCheck): void {
	if (distance <= bound) return;
	const advice = 'Run it in f32.';
	if (!Number.isFinite(distance))
		throw new LiveError(
			'bad-output',
			`In ${kept} the network’s output is not finite: values have outgrown it${kept === 'f16' ? ', whose largest is 65,504' : ''}.`,
			advice
		);
	throw new LiveError(
		'bad-output',
		`In ${kept} the network’s output is ${distance.toPrecision(2)} of its root mean square away from that in f32; the most that is shown is ${bound}.`,
		advice
	);
}
