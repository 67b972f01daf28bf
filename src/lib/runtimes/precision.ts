import type { RunPrecision } from '../count/run-precision.ts';
import type { Backend } from './backends.ts';
import { usesOwn, type Kernels } from './kernel-sets.ts';

export const PRECISION_LABELS: Readonly<Record<RunPrecision, string>> = {
	f32: 'f32',
	f16: 'f16, sums in f32',
	int8: 'int8 weights, sums in f32'
};

/** Why there is no such precision on a backend; `null` where there is. */
export function precisionProblem(
	precision: RunPrecision,
	{ name, halves = false }: Pick<Backend, 'name' | 'halves'>,
	kernels: Kernels
): string | null {
	if (precision === 'f32') return null;
	if (name !== 'webgpu') return 'f16 and int8 run on WebGPU alone';
	if (!usesOwn(name, kernels)) return 'f16 and int8 run with our own kernels alone';
	return precision === 'f16' && !halves
		? 'No f16: this GPU has no half precision (shader-f16)'
		: null;
}
