import { BACKENDS } from '../../src/lib/runtimes/backends.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallRectangles } from '../small-networks.ts';
import { smallNetworks } from './networks.ts';
import { testRuntime } from './runtime-contract.ts';

/**
 * As wide as ResNet-50, which shaders played by a processor compute for a minute: there its kernels are compared
 * one by one (`kernels.test.ts`), and `small_seresnet` as a whole.
 */
const WIDE = 'tiny_hard_seresnet';

/** Of the rectangles, the one whose windows differ between the axes; the others have no shaders of their own. */
const UNEVEN = 'tiny_swin@20x56';

const onGpu = (model: string): boolean =>
	model === UNEVEN || (model !== WIDE && !smallRectangles.includes(model));

for (const backend of BACKENDS) {
	const isGpu = backend === 'webgpu' || backend === 'webgl';
	const models = Object.keys(smallNetworks).filter((model) => !isGpu || onGpu(model));
	testRuntime(`tfjs on ${backend}`, runtimes[backend], backend === 'cpu' ? 1e-5 : 1e-4, models);
}
