import {
	add,
	clipByValue,
	erf,
	mul,
	relu,
	relu6,
	sigmoid,
	square,
	type Tensor
} from '@tensorflow/tfjs-core';
import type { ActivationKind } from '../../../arch/ops/activations.ts';
import { stateless, through, type CompiledKernel } from './kernel.ts';

/** From 0 to 1 in a straight line, between -3 and 3. */
const hardsigmoid = (x: Tensor): Tensor =>
	through(
		x,
		(value) => mul(value, 1 / 6),
		(value) => add(value, 0.5),
		(value) => clipByValue(value, 0, 1)
	);

/** Activations in tfjs's own operations, one row each. */
export const activations: Readonly<Record<ActivationKind, () => CompiledKernel>> = {
	relu: () => stateless((x) => relu(x)),
	squaredRelu: () =>
		stateless((x) =>
			through(
				x,
				(value) => relu(value),
				(value) => square(value)
			)
		),
	relu6: () => stateless((x) => relu6(x)),
	// The exact form: x / 2 * (1 + erf(x / sqrt 2)).
	gelu: () =>
		stateless((x) =>
			through(
				x,
				(value) => mul(value, Math.SQRT1_2),
				(value) => erf(value),
				(value) => add(value, 1),
				(value) => mul(value, x),
				(value) => mul(value, 0.5)
			)
		),
	geluTanh: () =>
		stateless((x) =>
			through(
				x,
				(value) => square(value),
				(value) => mul(value, 0.044715),
				(value) => add(value, 1),
				(value) => mul(value, x),
				(value) => mul(value, 2 * Math.sqrt(2 / Math.PI)),
				(value) => sigmoid(value),
				(value) => mul(value, x)
			)
		),
	quickGelu: () =>
		stateless((x) =>
			through(
				x,
				(value) => mul(value, 1.702),
				(value) => sigmoid(value),
				(value) => mul(value, x)
			)
		),
	silu: () =>
		stateless((x) =>
			through(
				x,
				(value) => sigmoid(value),
				(value) => mul(value, x)
			)
		),
	sigmoid: () => stateless((x) => sigmoid(x)),
	hardswish: () => stateless((x) => through(x, hardsigmoid, (value) => mul(value, x))),
	hardsigmoid: () => stateless(hardsigmoid)
};
