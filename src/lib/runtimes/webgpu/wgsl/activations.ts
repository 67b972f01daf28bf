import type { ActivationKind } from '../../../arch/ops/activations.ts';

/** An activation in WGSL. */
type ActivationCode = Readonly<{
	/** Replaces `v`; there is a `zero` of its type. */
	statement: string;
	/** The function that the statement calls, if any, for a type of value. */
	declare?: (type: string) => string;
}>;

/** Coefficients of a rational function in x², lowest power first. */
const ABOVE = [
	0.7978844694, 0.06770239608, 0.00935433185, 0.0003376206792, 1.270391949e-5, 4.550035201e-8
];
const BELOW = [1, 0.2515182896, 0.02864502741, 0.001884357787, 7.364232629e-5, 1.19751616e-6];

/** Beyond it, erf(x / √2) is ±1 in single precision. */
const FLAT = 5.5;

/**
 * GELU in its exact form, as PyTorch has it by default: erf(x / √2) as x times a rational function,
 * fitted for the least absolute error, which is below 2e-8. A third of the time of forms with exp.
 */
function gelu(type: string): string {
	const polynomial = (coefficients: readonly number[]): string =>
		coefficients
			.slice(0, -1)
			.reduceRight(
				(inner, c) => `fma(${inner}, s, ${type}(${c}))`,
				`${type}(${coefficients.at(-1)})`
			);
	return `
fn gelu(x : ${type}) -> ${type} {
	let z = clamp(x, ${type}(-${FLAT}), ${type}(${FLAT}));
	let s = z * z;
	let half = 0.5 * x;
	return fma(half, z * ${polynomial(ABOVE)} / ${polynomial(BELOW)}, half);
}`;
}

export const activations: Readonly<Record<ActivationKind, ActivationCode>> = {
	relu: { statement: 'v = max(v, zero);' },
	squaredRelu: { statement: 'v = max(v, zero); v = v * v;' },
	relu6: { statement: 'v = clamp(v, zero, zero + 6.0);' },
	gelu: { statement: 'v = gelu(v);', declare: gelu },
	geluTanh: {
		statement: `v = v / (1.0 + exp(${-2 * Math.sqrt(2 / Math.PI)} * v * (1.0 + 0.044715 * v * v)));`
	},
	quickGelu: { statement: 'v = v / (1.0 + exp(-1.702 * v));' },
	silu: { statement: 'v = v / (1.0 + exp(-v));' },
	sigmoid: { statement: 'v = 1.0 / (1.0 + exp(-v));' },
	hardswish: { statement: 'v = v * clamp(v / 6.0 + 0.5, zero, zero + 1.0);' },
	hardsigmoid: { statement: 'v = clamp(v / 6.0 + 0.5, zero, zero + 1.0);' }
};
