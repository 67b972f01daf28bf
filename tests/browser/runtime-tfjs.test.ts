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

/**
 * WebGL runs TensorFlow.js’s own kernels alone, which `kernels.test.ts` compares one by one: here the networks
 * that together have every kind of them.
 */
const ON_WEBGL = ['tiny_convnextv2', 'tiny_resnext', 'small_seresnet', 'odd_swin', 'tokenless_vit'];

for (const backend of BACKENDS) {
	const all = Object.keys(smallNetworks);
	const models = { webgl: ON_WEBGL, webgpu: all.filter(onGpu), wasm: all, cpu: all }[backend];
	const withOutputs = backend === 'webgl' ? ['tiny_vit'] : undefined;
	const tolerance = backend === 'cpu' ? 1e-5 : 1e-4;
	testRuntime(`tfjs on ${backend}`, runtimes[backend], tolerance, models, withOutputs);
}
