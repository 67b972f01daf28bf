/** The error function, to 1.2e-7 (Numerical Recipes, erfc by a Chebyshev fit). */
function erf(x: number): number {
	const t = 1 / (1 + 0.5 * Math.abs(x));
	const terms = [
		0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418,
		0.37409196, 1.00002368, -1.26551223
	];
	const sum = terms.reduce((rest, term) => rest * t + term, 0);
	const complement = t * Math.exp(-x * x + sum);
	return x >= 0 ? 1 - complement : complement - 1;
}

/** The activations that the path meets, as functions of one number. */
export const ACTIVATIONS = {
	ReLU: (x: number) => Math.max(0, x),
	GELU: (x: number) => (x * (1 + erf(x / Math.SQRT2))) / 2
} as const;
export type Activation = keyof typeof ACTIVATIONS;

/** An activation as a path: x from -4 to 4, one unit to 20 px, zero in the middle of 160 × 120. */
export function curve(activation: Activation): string {
	const points = Array.from({ length: 161 }, (_, i) => {
		const x = (i - 80) / 20;
		return `${i},${(90 - 20 * ACTIVATIONS[activation](x)).toFixed(2)}`;
	});
	return `M${points.join('L')}`;
}
