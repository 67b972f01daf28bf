import './all-families.ts';
import fc from 'fast-check';
import { examine, presetDesign, type Design, type Network } from '../src/lib/arch/design.ts';
import type { Config } from '../src/lib/arch/fields.ts';
import { BLOCKS } from '../src/lib/arch/families/mbconv/config.ts';
import { ACTIVATION_KINDS } from '../src/lib/arch/ops/activations.ts';
import { randomLine } from './random-lines.ts';

const SIDE = fc.integer({ min: 16, max: 64 });

/** Small images of any shape and depth, and few classes or none. */
const inputs = {
	input: fc.tuple(SIDE, SIDE),
	channels: fc.integer({ min: 1, max: 4 }),
	classes: fc.integer({ min: 0, max: 7 }),
	batch: fc.constant(1)
};

const POSITIONS = ['1', '2', '3'];

/** Lists with a value for each stage. */
const listsOf =
	(stages: number) =>
	<T>(value: fc.Arbitrary<T>) =>
		fc.array(value, { minLength: stages, maxLength: stages });

/** Any point of the ConvNet space with tiny widths, depths and maps; not all can be computed. */
const convnetConfigs = fc.integer({ min: 1, max: 4 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		...inputs,
		stem: fc.constantFrom(
			'conv-pool',
			'deep',
			'deep-tiered',
			'plain',
			'patchify',
			'overlap',
			'overlap-tiered',
			'overlap-act'
		),
		stemWidth: fc.constantFrom(4, 6),
		stemPool: fc.constantFrom('max', 'conv'),
		patch: fc.integer({ min: 1, max: 8 }),
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(4, 6, 8, 12)),
		kernels: perStage(fc.constantFrom(1, 3, 5, 7)),
		expansions: perStage(fc.constantFrom(0.5, 1, 1.75, 2, 4)),
		block: fc.constantFrom('basic', 'bottleneck', 'inverted', 'spatial-first'),
		conv: fc.constantFrom('dense', 'grouped', 'group-width', 'depthwise'),
		cardinality: fc.constantFrom(1, 2, 3, 4),
		groupWidth: fc.constantFrom(1, 2, 4),
		inner: fc.constantFrom(0.5, 1, 2),
		reduceFirst: fc.constantFrom(1, 2),
		blockWidths: fc.constant([]),
		pointwise: fc.constantFrom('linear', 'conv'),
		norm: fc.constantFrom('batch', 'layer', 'group', 'rms', 'simple', 'none'),
		normEps: fc.constantFrom('usual', '1e-5', '1e-6'),
		normGroups: fc.constantFrom(1, 2),
		normAfter: fc.subarray(POSITIONS),
		activation: fc.constantFrom(...ACTIVATION_KINDS),
		activationAfter: fc.subarray(POSITIONS),
		outerNorms: fc.subarray(['stem', 'downsample', 'head']),
		headNorm: fc.constantFrom('after-pool', 'before-pool'),
		headHidden: fc.constantFrom(0, 5),
		downsample: fc.constantFrom('in-block', 'separate'),
		outputStride: fc.constantFrom('8', '16', '32'),
		strideOn: fc.constantFrom('spatial', 'pointwise'),
		shortcut: fc.constantFrom('conv', 'wide-conv', 'average'),
		antialias: fc.constantFrom('none', 'average', 'blur'),
		layerScale: fc.boolean(),
		grn: fc.boolean(),
		se: fc.constantFrom('none', 'sigmoid', 'hardsigmoid', 'eca'),
		seReduction: fc.constantFrom(2, 16)
	});
});

const regnetConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		...inputs,
		widthRule: fc.constantFrom('line', 'stages'),
		depth: fc.integer({ min: 1, max: 5 }),
		initialWidth: fc.constantFrom(8, 16),
		slope: fc.constantFrom(0, 4.5, 11.25),
		multiplier: fc.constantFrom(1.5, 2.08, 3),
		groupWidth: fc.constantFrom(1, 3, 4, 8),
		groupRounding: fc.constantFrom('nearest', 'within-tenth'),
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(4, 6, 10, 16)),
		groupWidths: perStage(fc.constantFrom(1, 2, 4, 5)),
		bottleneck: fc.constantFrom(0.5, 1, 1.75, 4),
		seRatio: fc.constantFrom(0, 0.25, 0.5),
		shortcut: fc.constantFrom('conv', 'average', 'none'),
		preNorm: fc.boolean(),
		linearOut: fc.boolean(),
		norm: fc.constantFrom('batch', 'group'),
		normGroupWidth: fc.constantFrom(1, 2),
		activation: fc.constantFrom(...ACTIVATION_KINDS),
		outputStride: fc.constantFrom('8', '16', '32'),
		stemWidth: fc.constantFrom(4, 6, 8),
		headWidth: fc.constantFrom(0, 6)
	});
});

const mbconvConfigs = fc.integer({ min: 1, max: 4 }).chain((rows) => {
	const perRow = listsOf(rows);
	return fc.record({
		...inputs,
		depths: perRow(fc.integer({ min: 1, max: 2 })),
		widths: perRow(fc.constantFrom(4, 6, 8, 12)),
		begins: perRow(fc.constantFrom('stage', 'row')),
		blocks: perRow(fc.constantFrom(...BLOCKS)),
		kernels: perRow(fc.constantFrom(1, 3, 5)),
		startKernels: perRow(fc.constantFrom(3, 5)),
		hiddenWidths: perRow(fc.constantFrom(0, 0, 5, 14)),
		kernelCounts: perRow(fc.constantFrom(1, 1, 2, 3)),
		expandParts: perRow(fc.constantFrom(1, 1, 2)),
		projectParts: perRow(fc.constantFrom(1, 1, 2)),
		expansions: perRow(fc.constantFrom(0.5, 1, 2, 3)),
		strides: perRow(fc.constantFrom(1, 2)),
		groupWidths: perRow(fc.constantFrom(0, 0, 2)),
		spaceToDepth: perRow(fc.constantFrom('off', 'off', 'on')),
		seRatios: perRow(fc.constantFrom(0, 0.25, 0.5)),
		shortcuts: perRow(fc.constantFrom('on', 'off')),
		activations: perRow(fc.constantFrom('own', ...ACTIVATION_KINDS)),
		activation: fc.constantFrom(...ACTIVATION_KINDS),
		norm: fc.constantFrom('batch', 'group', 'layer'),
		normGroup: fc.constantFrom(1, 2),
		padding: fc.constantFrom('pytorch', 'same'),
		eps: fc.constantFrom('1e-5', '1e-3'),
		seGate: fc.constantFrom('sigmoid', 'hardsigmoid'),
		seActivation: fc.constantFrom('own', 'relu'),
		seFrom: fc.constantFrom('input', 'hidden'),
		seRound: fc.constantFrom('whole', 'eights', 'close-eights'),
		antialias: fc.constantFrom('none', 'average', 'blur'),
		outputStride: fc.constantFrom('8', '16', '32'),
		stemWidth: fc.constantFrom(4, 6, 8),
		stemKernel: fc.constantFrom(3, 5),
		head: fc.constantFrom('conv-pool', 'pool-conv'),
		headWidth: fc.constantFrom(0, 6),
		headForm: fc.constantFrom('bias', 'norm', 'plain')
	});
});

const metaformerConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		...inputs,
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(4, 6, 8, 12)),
		mixers: perStage(fc.constantFrom('pool', 'conv', 'attention')),
		resScales: perStage(fc.constantFrom('off', 'on')),
		kernel: fc.constantFrom(1, 3, 7),
		headWidth: fc.constantFrom(2, 3, 4),
		mlpRatio: fc.constantFrom(0.5, 1.75, 4),
		mlpBias: fc.boolean(),
		activation: fc.constantFrom('starRelu', ...ACTIVATION_KINDS),
		norm: fc.constantFrom('layer', 'group'),
		normBias: fc.boolean(),
		outerNorms: fc.boolean(),
		layerScale: fc.boolean(),
		mlpHead: fc.boolean()
	});
});

const swinConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		...inputs,
		patch: fc.integer({ min: 2, max: 6 }),
		width: fc.integer({ min: 4, max: 12 }),
		depths: perStage(fc.integer({ min: 1, max: 3 })),
		heads: perStage(fc.integer({ min: 1, max: 5 })),
		version: fc.constantFrom('v1', 'v2'),
		window: perStage(fc.integer({ min: 1, max: 8 })),
		windowWidth: perStage(fc.constantFrom(0, 0, 2, 5)),
		pretrainedWindow: perStage(fc.constantFrom(0, 0, 3, 6)),
		mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
		qkvBias: fc.boolean()
	});
});

const inceptionNextConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		...inputs,
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(8, 12, 16, 22, 32)),
		mlpRatios: perStage(fc.constantFrom(0.5, 1.75, 3, 4)),
		squareKernel: fc.constantFrom(1, 3, 5),
		bandKernel: fc.constantFrom(1, 7, 9, 11),
		branchRatio: fc.constantFrom(0.125, 0.1875, 0.25, 0.3125),
		activation: fc.constantFrom(...ACTIVATION_KINDS),
		outputStride: fc.constantFrom('8', '16', '32'),
		layerScale: fc.boolean()
	});
});

const vitConfigs = fc.record({
	...inputs,
	embedding: fc.constantFrom('patches', 'patches', 'patches', 'convs'),
	patch: fc.integer({ min: 4, max: 16 }),
	width: fc.constantFrom(6, 12, 24),
	depth: fc.integer({ min: 1, max: 3 }),
	heads: fc.constantFrom(1, 2, 3, 6),
	mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
	mlp: fc.constantFrom('plain', 'packed', 'gated'),
	activation: fc.constantFrom(...ACTIVATION_KINDS),
	qkvBias: fc.boolean(),
	keyBias: fc.boolean(),
	apartQkv: fc.boolean(),
	bias: fc.boolean(),
	norm: fc.constantFrom('layer', 'rms'),
	eps: fc.constantFrom('1e-6', '1e-5'),
	block: fc.constantFrom('pre-norm', 'post-norm', 'parallel', 'double'),
	qkNorm: fc.boolean(),
	subNorm: fc.boolean(),
	attentionNorm: fc.boolean(),
	layerScale: fc.boolean(),
	classToken: fc.boolean(),
	distillation: fc.boolean(),
	registers: fc.constantFrom(0, 1, 4),
	positions: fc.constantFrom('all', 'patches', 'none'),
	rotary: fc.constantFrom('none', 'none', 'counted', 'relative', 'learned'),
	rotaryBase: fc.constantFrom(10, 100, 10000),
	rotaryOrder: fc.constantFrom('rows', 'columns'),
	rotaryFrom: fc.constantFrom(0, 1),
	rotaryOver: fc.constantFrom(0, 3, 16),
	embedNorm: fc.constantFrom('none', 'patches', 'tokens'),
	pool: fc.constantFrom('token', 'average', 'map'),
	poolAll: fc.boolean(),
	poolHeads: fc.constantFrom(0, 2, 3),
	poolRatio: fc.constantFrom(0, 1.5, 4),
	lastNorm: fc.constantFrom('auto', 'before', 'after', 'none')
});

/** Two stages, each of a random block of its own, and downsampling where the map is large enough. */
const customConfigs = fc
	.array(fc.array(fc.nat(1e6), { minLength: 20, maxLength: 60 }), { minLength: 2, maxLength: 2 })
	.chain((choices) =>
		fc.record({
			...inputs,
			depths: fc.constantFrom([1, 1], [2, 1]),
			widths: fc.constant([8, 12]),
			strides: fc.constant([1, 1]),
			begins: fc.constant(['stage', 'stage']),
			stem: fc.constantFrom(['conv3 C stride=2'], ['patch4 C, ln first'], ['patch2 C, bn']),
			blocks: fc.constant([8, 12].map((width, i) => randomLine(choices[i] ?? [], width))),
			downsampling: fc.constant(['', 'bn, patch2 C']),
			head: fc.constantFrom(['pool, ln first, linear K'], ['pool, linear K']),
			names: fc.constant('convnext')
		})
	);

/** A design that was drawn, and its network; `null` where it cannot be computed. */
export type Drawn = Readonly<{ design: Design; config: Config; network: Network | null }>;

function networksOf(preset: string, configs: fc.Arbitrary<Config>): fc.Arbitrary<Drawn> {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return configs.map((config) => {
		const drawn = { ...design, config };
		const examined = examine(drawn);
		return { design: drawn, config, network: examined.ok ? examined.network : null };
	});
}

export const convnets = networksOf('convnext_tiny', convnetConfigs);
export const regnets = networksOf('regnetx_002', regnetConfigs);
export const mbconvs = networksOf('efficientnet_b0', mbconvConfigs);
export const metaformers = networksOf('poolformer_s12', metaformerConfigs);
export const swins = networksOf('swin_tiny_patch4_window7_224', swinConfigs);
export const inceptionNexts = networksOf('inception_next_tiny', inceptionNextConfigs);
export const vits = networksOf('vit_tiny_patch16_224', vitConfigs);
export const customs = networksOf('custom:convnext_tiny', customConfigs);

/** So many that can be computed, the same each time. */
export function someOf(any: fc.Arbitrary<Drawn>, count: number) {
	const all = fc.sample(any, { numRuns: 4 * count, seed: 20220110 });
	return all
		.flatMap(({ design, network }) => (network ? [{ design, network }] : []))
		.slice(0, count);
}
