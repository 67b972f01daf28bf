import type { Layer } from '../arch/infer.ts';
import { BYTES_PER_FLOAT } from './memory.ts';

/** Numbers that an optimizer keeps for each parameter beside its gradient. */
export const OPTIMIZERS = {
	/** The momentum. */
	SGD: 1,
	/** The running means of the gradient and of its square. */
	AdamW: 2
} as const;
export type Optimizer = keyof typeof OPTIMIZERS;

/** An estimate of one training step, in float32. */
export type TrainingCost = Readonly<{
	/** Multiply-accumulates for a batch. */
	forwardMacs: number;
	backwardMacs: number;
	/** One gradient for each parameter. */
	gradientBytes: number;
	optimizerBytes: number;
}>;

/**
 * Multiply-accumulates of the backward pass for one image: one product for the gradient of the
 * weights and one for that of the input, each as large as the forward product, for dense, grouped
 * and depthwise layers alike; for attention, two for each of its products. The first layer is
 * counted like the others, although the image needs no gradient.
 */
export function backwardMacs(layers: readonly Layer[]): number {
	let total = 0;
	for (const { macs } of layers) total += 2 * macs;
	return total;
}

/** What a step of training costs beside the activations that it keeps. An estimate: norms, losses and updates are left out. */
export function trainingCost(
	layers: readonly Layer[],
	{ batch, optimizer }: Readonly<{ batch: number; optimizer: Optimizer }>
): TrainingCost {
	let [forward, params] = [0, 0];
	for (const layer of layers) {
		forward += layer.macs;
		params += layer.params;
	}
	return {
		forwardMacs: batch * forward,
		backwardMacs: batch * backwardMacs(layers),
		gradientBytes: params * BYTES_PER_FLOAT,
		optimizerBytes: OPTIMIZERS[optimizer] * params * BYTES_PER_FLOAT
	};
}
