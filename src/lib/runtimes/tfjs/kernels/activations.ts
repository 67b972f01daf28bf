import { add, erf, mul, relu, sigmoid } from '@tensorflow/tfjs-core';
import type { ActivationKind } from '../../../arch/ops/activations.ts';
import { stateless, through, type CompiledKernel } from './kernel.ts';

/** Activations in tfjs's own operations, one row each. */
export const activations: Readonly<Record<ActivationKind, () => CompiledKernel>> = {
	relu: () => stateless((x) => relu(x)),
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
	silu: () =>
		stateless((x) =>
			through(
				x,
				(value) => sigmoid(value),
				(value) => mul(value, x)
			)
		)
};
