import {
	add,
	erf,
	exp,
	mul,
	relu,
	sigmoid,
	square,
	step,
	sub,
	type Tensor
} from '@tensorflow/tfjs-core';
import { byActivation, type ActivationKind } from '../../../arch/ops/activations.ts';
import { withInput } from './gradient.ts';

/** 1 between two values, 0 outside. */
const inside = (x: Tensor, low: number, high: number): Tensor =>
	mul(step(sub(x, low)), step(sub(high, x)));

/** Of x · sigmoid(u), where du is the derivative of u. */
function gated(x: Tensor, u: Tensor, du: Tensor | number): Tensor {
	const gate = sigmoid(u);
	return mul(gate, add(1, mul(mul(x, du), sub(1, gate))));
}

/** The slope of each function where it was; at a corner that of PyTorch. */
const slopes: Readonly<Record<ActivationKind, (x: Tensor) => Tensor>> = {
	relu: (x) => step(x),
	squaredRelu: (x) => mul(relu(x), 2),
	relu6: (x) => inside(x, 0, 6),
	// Φ(x) + x φ(x).
	gelu(x) {
		const share = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
		const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
		return add(share, mul(x, density));
	},
	geluTanh(x) {
		const scale = 2 * Math.sqrt(2 / Math.PI);
		const cubic = mul(square(x), 0.044715);
		const u = mul(mul(x, add(cubic, 1)), scale);
		return gated(x, u, mul(add(mul(cubic, 3), 1), scale));
	},
	quickGelu: (x) => gated(x, mul(x, 1.702), 1.702),
	silu: (x) => gated(x, x, 1),
	sigmoid(x) {
		const share = sigmoid(x);
		return mul(share, sub(1, share));
	},
	hardswish: (x) => add(mul(inside(x, -3, 3), add(mul(x, 1 / 3), 0.5)), step(sub(x, 3))),
	hardsigmoid: (x) => mul(inside(x, -3, 3), 1 / 6)
};

/** One row for each activation. */
export const activations = byActivation(
	(kind) => () => withInput((dy, x) => mul(dy, slopes[kind](x)))
);
