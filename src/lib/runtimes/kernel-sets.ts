import type { BackendName } from './backends.ts';
import { hasSimd } from './wasm/simd.ts';

/**
 * What computes the layers. `ours`: on WebGPU and WebAssembly our own kernels, elsewhere tfjs's fused ones, with as
 * many layers in one call as they can take. `stock`: tfjs, layer by layer.
 */
export const KERNELS = ['ours', 'stock'] as const;
export type Kernels = (typeof KERNELS)[number];

export const KERNELS_LABELS: Readonly<Record<Kernels, string>> = {
	ours: 'ours, fused',
	stock: 'stock TensorFlow.js'
};

export const isKernels = (name: string): name is Kernels => KERNELS.some((known) => known === name);

/** Whether a run uses kernels of our own, which are chosen among variants by measuring them. */
export const usesOwn = (backend: BackendName, kernels: Kernels): boolean =>
	kernels === 'ours' && (backend === 'webgpu' || (backend === 'wasm' && hasSimd()));
