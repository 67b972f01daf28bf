import { BACKENDS, type BackendName } from '../../src/lib/runtimes/backends.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import reference from '../golden/reference/small_logits.json' with { type: 'json' };
import { withEveryCall } from '../every-call.ts';
import { smallDesigns, smallNetwork } from '../small-networks.ts';
import { testRuntime } from './runtime-contract.ts';
import { thorough } from './thorough.ts';

const all = Object.keys(smallDesigns);

/**
 * What shaders played by a processor compute for minutes (a map four times as large), or what needs no
 * shaders of its own: a class less, one more channel, another rectangle.
 */
const NOT_ON_WEBGPU = [
	'tiny_convnext/output_stride=8',
	'tiny_resnet_basic/output_stride=8',
	'tiny_resnet/output_stride=8'
];

/** Whose kernel calls others below have in fewer channels, for which shaders compile sooner. */
const WIDE = ['efficientnet_b0@64', 'small_resnet_d'];

/** Beside those of the reference: norms, activations, gates, windows and tokens that no other network has. */
const SOME = [
	'tiny_convnextv2',
	'tiny_resnext',
	'small_basic_blur',
	'small_simple_norm',
	'tiny_regnetz',
	'tiny_caformer',
	'mobilenetv3_small_050@64',
	'tf_efficientnetv2_b0@65',
	'test_efficientnet/aa_layer=blurpc',
	'tiny_efficientnet_x',
	'small_average',
	'odd_swin',
	'tokenless_vit',
	'both_vit@24x40',
	'apart_eva02@32x48',
	'mixed_rope_vit@24x40',
	'tiny_dinov3@24x40'
];

/** Of these, those that together have every kind of kernel call: what the others have they show as well. */
const everyCall = withEveryCall(
	Object.fromEntries(
		[...Object.keys(reference), ...SOME]
			.filter((model) => ![...NOT_ON_WEBGPU, ...WIDE].includes(model))
			.map((model) => [model, smallNetwork(model)])
	),
	'webgpu'
);
const onWebgpu = thorough ? all.filter((model) => !NOT_ON_WEBGPU.includes(model)) : everyCall;

/**
 * WebGL runs TensorFlow.js’s own kernels alone, which `kernels.test.ts` compares one by one: here the networks
 * that together have every kind of them.
 */
const onWebgl = ['tiny_convnextv2', 'tiny_resnext', 'small_seresnet', 'odd_swin', 'tokenless_vit'];

/** The CPU needs no browser: `golden/logits.test.ts` has all networks in Node. */
const MODELS: Readonly<Record<BackendName, readonly string[]>> = {
	webgl: onWebgl,
	webgpu: onWebgpu,
	wasm: all,
	cpu: ['tiny_vit']
};

for (const backend of BACKENDS) {
	const withOutputs = backend === 'webgl' ? ['tiny_vit'] : undefined;
	const tolerance = backend === 'cpu' ? 1e-5 : 1e-4;
	testRuntime(`tfjs on ${backend}`, runtimes[backend], tolerance, MODELS[backend], withOutputs);
}
