import type { Net, Shape } from '../../arch/net.ts';
import type { BackendName } from '../backends.ts';
import type { Kernels } from '../kernel-sets.ts';
import { fuse, fusionOf } from './fuse.ts';
import { planOf, type Step } from './plan.ts';

/**
 * The network as the kernel calls that were chosen.
 *
 * @param outputs paths of layers that no call computes past
 */
export function planFor(
	net: Net,
	input: Shape,
	backend: BackendName,
	kernels: Kernels,
	outputs: ReadonlySet<string> = new Set()
): readonly Step[] {
	const steps = planOf(net, input);
	if (kernels === 'stock') return steps;
	return fuse(steps, fusionOf(backend, kernels), outputs);
}
