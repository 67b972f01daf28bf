import type { Layer } from '../arch/infer.ts';
import { elements, traitsOf } from '../arch/ops.ts';
import { mapBytes, weightBytesIn, type RunPrecision } from './run-precision.ts';
import { workOf } from './work.ts';

/** What one kernel call computes and moves, for a batch. */
export type CallWork = Readonly<{
	/** Operations: two to a multiply-accumulate, and those beside them. */
	flops: number;
	/** Inputs, weights and the last output, each moved once; what passes between its layers stays. */
	bytes: number;
}>;

/**
 * The least that a call must do which computes these layers one after the other.
 *
 * @param layers in order of computation, at least one
 */
export function callWork(
	layers: readonly Layer[],
	batch: number,
	precision: RunPrecision = 'f32'
): CallWork {
	const [first, last] = [layers[0], layers.at(-1)];
	if (!first || !last) return { flops: 0, bytes: 0 };
	const isView = layers.every(({ op }) => traitsOf(op.kind).view);
	const joined = layers.flatMap(({ others }) => others);
	const taken = joined.reduce((sum, other) => sum + elements(other), elements(first.in));
	const maps = isView ? 0 : taken + elements(last.out);
	return {
		flops: batch * layers.reduce((sum, layer) => sum + workOf(layer).operations, 0),
		bytes: batch * maps * mapBytes(precision) + weightBytesIn(layers, precision)
	};
}
