import type { Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import { BYTES } from './memory.ts';

/**
 * What values are kept as in a run, between calculations, which are in float32 whatever it is.
 *
 * - `f16`: filters, tables, weights of products, and what kernel calls hand on, in half precision;
 *   biases and what norms multiply with stay as they are;
 * - `int8`: weights of products in 255 equal steps about zero for each output channel; the rest in
 *   float32.
 */
export const RUN_PRECISIONS = ['f32', 'f16', 'int8'] as const;
export type RunPrecision = (typeof RUN_PRECISIONS)[number];

export const isRunPrecision = (name: string): name is RunPrecision =>
	RUN_PRECISIONS.some((known) => known === name);

/** Bytes of a number that one call hands on to another. */
export const mapBytes = (precision: RunPrecision): number =>
	precision === 'f16' ? BYTES.fp16 : BYTES.fp32;

/** Whether a layer's weights are those of a product; depthwise filters are not. */
const isProduct = ({ op }: Layer): boolean =>
	op.kind === 'linear' || (op.kind === 'conv' && (op.groups === 1 || op.groups !== op.out));

/** Bytes of each of a layer's weights, in their order; with `int8`, a step for each output channel too. */
export const weightSizes = (layer: Layer, precision: RunPrecision): readonly number[] =>
	layer.weights.map(({ shape }) => {
		const all = elements(shape);
		if (shape.length < 2 || precision === 'f32') return all * BYTES.fp32;
		if (precision === 'f16') return all * BYTES.fp16;
		if (!isProduct(layer)) return all * BYTES.fp32;
		return all * BYTES.int8 + (shape[0] ?? 0) * BYTES.fp32;
	});

/** Bytes of layers' weights, running statistics included. */
export const weightBytesIn = (layers: readonly Layer[], precision: RunPrecision): number =>
	layers.flatMap((layer) => weightSizes(layer, precision)).reduce((sum, one) => sum + one, 0);
