import type { Net, Shape } from '../arch/net.ts';
import type { BackendName } from './backends.ts';
import { fuse, OWN_FUSION, TFJS_FUSION } from './fuse.ts';
import { planOf, type Step } from './plan.ts';

/**
 * What computes the layers. `ours`: on WebGPU our own kernels, elsewhere tfjs's fused ones, with as
 * many layers in one call as they can take. `stock`: tfjs, layer by layer.
 */
export const KERNELS = ['ours', 'stock'] as const;
export type Kernels = (typeof KERNELS)[number];

export const isKernels = (name: string): name is Kernels => KERNELS.some((known) => known === name);

/** Whether a run uses shaders of our own. */
export const usesOwn = (backend: BackendName, kernels: Kernels): boolean =>
	backend === 'webgpu' && kernels === 'ours';

/** The network as the kernel calls that were chosen. */
export function planFor(
	net: Net,
	input: Shape,
	backend: BackendName,
	kernels: Kernels
): readonly Step[] {
	const steps = planOf(net, input);
	if (kernels === 'stock') return steps;
	return fuse(steps, usesOwn(backend, kernels) ? OWN_FUSION : TFJS_FUSION);
}
