import { BACKENDS } from '../../src/lib/runtimes/backends.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetworks } from './networks.ts';
import { testRuntime } from './runtime-contract.ts';

/**
 * Those that shaders played by a processor compute for half a minute, and that show nothing there that others
 * do not: `small_seresnet` has bottlenecks, `odd_swin` windows of every kind, and kernels and activations are
 * compared one by one (`kernels.test.ts`).
 */
const NOT_ON_WEBGPU = [
	'tiny_hard_seresnet',
	'tiny_hardswish',
	'tiny_resnet_bottleneck',
	'tiny_convnext_k3579',
	'tiny_swin',
	// No shaders of their own.
	'tuned_swinv2',
	'small_swinv2@64x128',
	'tiny_convnext/in_chans=1',
	'tiny_convnext/num_classes=0',
	'tiny_convnext@64x96',
	'tiny_convnext/output_stride=8',
	'tiny_resnet/output_stride=8',
	'tiny_resnet_basic/output_stride=8',
	'tiny_swin@56x84',
	'tiny_vit@32x48'
];

const onWebgpu = (model: string): boolean => !NOT_ON_WEBGPU.includes(model);

/**
 * WebGL runs TensorFlow.js’s own kernels alone, which `kernels.test.ts` compares one by one: here the networks
 * that together have every kind of them.
 */
const ON_WEBGL = ['tiny_convnextv2', 'tiny_resnext', 'small_seresnet', 'odd_swin', 'tokenless_vit'];

for (const backend of BACKENDS) {
	const all = Object.keys(smallNetworks);
	const models = { webgl: ON_WEBGL, webgpu: all.filter(onWebgpu), wasm: all, cpu: all }[backend];
	const withOutputs = backend === 'webgl' ? ['tiny_vit'] : undefined;
	const tolerance = backend === 'cpu' ? 1e-5 : 1e-4;
	testRuntime(`tfjs on ${backend}`, runtimes[backend], tolerance, models, withOutputs);
}
