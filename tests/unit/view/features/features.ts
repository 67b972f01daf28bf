import type { Features } from '../../../../src/lib/benchmark/inspect/inspect.ts';
import { statisticsOf } from '../../../../src/lib/features/statistics.ts';

/** A layer's output of this shape, channels last. */
export const featuresOf = (shape: readonly number[], values: readonly number[]): Features => ({
	path: 'head',
	shape,
	values: Float32Array.from(values),
	statistics: statisticsOf(Float32Array.from(values), shape.at(-1) ?? 1),
	picture: { width: 1, height: 1, pixels: new Uint8ClampedArray(4) },
	backendLabel: 'JavaScript',
	fromFile: false,
	evidence: null,
	attention: null
});
