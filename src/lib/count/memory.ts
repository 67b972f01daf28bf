import { layersOf, type Layer } from '../arch/layers.ts';
import type { Net, Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';
import { livenessOf } from './liveness.ts';

/** Bytes of one number. Weights and activations are held in one precision or another. */
export const BYTES = { fp32: 4, fp16: 2, int8: 1 } as const;
export type Precision = keyof typeof BYTES;
export const PRECISIONS: readonly Precision[] = ['fp32', 'fp16', 'int8'];

export const BYTES_PER_FLOAT = BYTES.fp32;

/** Bytes of all weight tensors, running statistics included. */
export function weightBytes(layers: readonly Layer[], precision: Precision = 'fp32'): number {
	let total = 0;
	for (const layer of layers) for (const weight of layer.weights) total += elements(weight.shape);
	return total * BYTES[precision];
}

/**
 * The most tensor elements alive at once in a forward pass of one image, weights apart.
 *
 * @param input shape of one image, `[height, width, channels]`
 */
export const peakActivationElements = (net: Net, input: Shape): number =>
	livenessOf(net, layersOf(net, input)).peak;
