import type { InferOutput } from 'valibot';
import type { fitSchema } from './calibration-schema.ts';
import type { Feature, Features } from './features.ts';
import { nonNegativeLeastSquares } from './nnls.ts';

/** A kernel call that was measured. */
export type Sample = Readonly<{ features: Features; ms: number }>;

/** How the time of a class of kernel calls follows from their sizes. */
export type Fit = InferOutput<typeof fitSchema>;

const ROUNDS = 6;
/** Relative errors below this one count by their square, others by their size: outliers pull less. */
const SMALL = 0.05;

/** Least absolute relative errors, by least squares that are weighed anew in each round. */
function coefficientsOf(
	samples: readonly Sample[],
	features: readonly Feature[]
): readonly number[] {
	let weights = samples.map(() => 1);
	let coefficients: readonly number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		coefficients = nonNegativeLeastSquares(
			samples.map(({ features: of, ms }, i) =>
				features.map((feature) => ((weights[i] ?? 1) * of[feature]) / ms)
			),
			weights
		);
		weights = samples.map(({ features: of, ms }) => {
			const error = Math.abs(
				Math.log(Math.max(predict(of, features, coefficients), ms / 100) / ms)
			);
			return Math.sqrt(Math.min(1, SMALL / error));
		});
	}
	return coefficients;
}

const predict = (
	of: Features,
	features: readonly Feature[],
	coefficients: readonly number[]
): number => features.reduce((sum, feature, i) => sum + of[feature] * (coefficients[i] ?? 0), 0);

/** The time of a kernel call of a fitted class, ms. */
export const timeOf = (of: Features, { coefficients }: Fit): number =>
	coefficients.reduce((sum, [feature, each]) => sum + of[feature] * each, 0);

/** Fits a class by least squares of the relative errors, and tells how well each sample follows from the others. */
export function fitOf(samples: readonly Sample[], features: readonly Feature[]): Fit {
	const coefficients = coefficientsOf(samples, features);
	return {
		coefficients: features.flatMap((feature, i) => {
			const each = coefficients[i] ?? 0;
			return each > 0 ? [[feature, each] as const] : [];
		}),
		errors: samples.map((sample, left) => {
			const others = samples.filter((_, i) => i !== left);
			const without = coefficientsOf(others, features);
			return predict(sample.features, features, without) / sample.ms - 1;
		})
	};
}
