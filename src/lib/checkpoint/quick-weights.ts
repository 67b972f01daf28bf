import { elements } from '../arch/ops.ts';
import type { WeightSource } from './weight-source.ts';

const BLOCK = 4096;
const block = Float32Array.from(
	{ length: BLOCK },
	(_, i) => (((i * 2654435761) >>> 0) / 2 ** 32 - 0.5) * 0.2
);

/** Weights whose values do not matter: made fast, small and none of them zero. Variances are positive. */
export const quickWeights: WeightSource = (name, shape) => {
	const values = new Float32Array(elements(shape));
	for (let at = 0; at < values.length; at += BLOCK)
		values.set(block.subarray(0, Math.min(BLOCK, values.length - at)), at);
	if (name.endsWith('running_var'))
		for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i] ?? 0) + 0.5;
	return Promise.resolve(values);
};
