import type { LayerOp, OpKind } from '../net.ts';
import { elementwise, type OpRule } from './rule.ts';

/**
 * @param operations floating-point operations for each number
 * @param timm timm's name for it (timm/layers/create_act.py)
 */
const activation = (name: string, operations: number, timm = name.toLowerCase()) => ({
	...elementwise('activation', name, name, { positions: 'own', activation: { operations } }),
	timm
});

/** Functions of one number at a time, one row each. */
export const activations = {
	relu: activation('ReLU', 1),
	// min(max(x, 0), 6): MobileNetV2 (arXiv 1801.04381).
	relu6: activation('ReLU6', 2),
	// x / 2 · (1 + erf(x / √2)), the error function taken as one.
	gelu: activation('GELU', 5),
	squaredRelu: activation('ReLU²', 2, 'relu2'),
	// x · sigmoid(2 √(2/π) (x + 0.044715 x³)), which is its form by the hyperbolic tangent.
	geluTanh: activation('GELU tanh', 8, 'gelu_tanh'),
	// x · sigmoid(1.702 x).
	quickGelu: activation('Quick GELU', 5, 'quick_gelu'),
	// x / (1 + exp(-x)).
	silu: activation('SiLU', 4),
	sigmoid: activation('Sigmoid', 4),
	// x · clip(x / 6 + 1/2, 0, 1): the sigmoid in straight lines (MobileNetV3, arXiv 1905.02244).
	hardswish: activation('Hardswish', 5, 'hard_swish'),
	hardsigmoid: activation('Hardsigmoid', 4, 'hard_sigmoid')
} satisfies { readonly [K in OpKind]?: OpRule<K> };

export type ActivationKind = keyof typeof activations;

/** Whether a name is an activation's. */
export const isActivationKind = (name: string): name is ActivationKind => name in activations;

export const ACTIVATION_KINDS = Object.keys(activations) as readonly ActivationKind[];

/** The rows of all activations in a table where they are alike. */
export const byActivation = <T>(
	make: (kind: ActivationKind) => T
): Readonly<Record<ActivationKind, T>> =>
	Object.fromEntries(ACTIVATION_KINDS.map((kind) => [kind, make(kind)])) as Record<
		ActivationKind,
		T
	>;

export const isActivation = (op: LayerOp): op is LayerOp<ActivationKind> => op.kind in activations;
