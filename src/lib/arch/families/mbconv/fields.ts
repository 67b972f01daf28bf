import type { Config, Field, StageChoiceField } from '../../fields.ts';
import { ACTIVATION_KINDS, activations } from '../../ops/activations.ts';
import { inputFields, whole } from '../common-fields.ts';

/** Rows of the largest network and room for more. */
const most = 32;
const row = { group: 'Stages', most } as const;

const has =
	(key: string, ...values: string[]) =>
	({ [key]: value }: Config): boolean =>
		(Array.isArray(value) ? value : [value]).some((item) => values.includes(String(item)));

const gates = ({ seRatios }: Config): boolean =>
	Array.isArray(seRatios) && seRatios.some((ratio) => Number(ratio) > 0);

const expanding = has(
	'blocks',
	'inverted',
	'fused',
	'universal',
	'universal-extra',
	'universal-start',
	'universal-ffn'
);

const activationOptions = ACTIVATION_KINDS.map((kind) => ({
	value: kind,
	label: activations[kind].label()
}));

const blockField: StageChoiceField = {
	key: 'blocks',
	label: 'block',
	...row,
	kind: 'stage-choice',
	options: [
		{ value: 'conv', label: 'conv' },
		{ value: 'separable', label: 'separable' },
		{ value: 'separable-act', label: 'separable + act' },
		{ value: 'inverted', label: 'inverted' },
		{ value: 'fused', label: 'fused' },
		{ value: 'universal', label: 'universal' },
		{ value: 'universal-extra', label: 'universal, extra' },
		{ value: 'universal-start', label: 'universal, start' },
		{ value: 'universal-ffn', label: 'universal, FFN' }
	],
	help: 'One convolution; depthwise then 1 × 1 (MobileNetV1); 1 × 1 up, depthwise, 1 × 1 down (MobileNetV2’s inverted bottleneck); k × k up, 1 × 1 down (EfficientNetV2); or MobileNetV4’s, with a depthwise convolution in the middle, at the start, at both or at neither.'
};

/** What a person can change in an MBConv network, with the limits of every value. */
export const mbconvFields: readonly Field[] = [
	{
		key: 'depths',
		label: 'depth',
		role: 'depth',
		...row,
		kind: 'per-stage',
		...whole(1, 96),
		help: 'Blocks that are alike; only the first has the stride.'
	},
	{
		key: 'widths',
		label: 'width',
		role: 'width',
		...row,
		kind: 'per-stage',
		...whole(1, 4096, 8),
		help: 'Channels that leave the blocks.'
	},
	{
		key: 'begins',
		label: 'begins a',
		...row,
		kind: 'stage-choice',
		options: [
			{ value: 'stage', label: 'stage' },
			{ value: 'row', label: 'row' }
		],
		help: 'A stage of its own, or another row of blocks in the stage before it.'
	},
	blockField,
	{
		key: 'kernels',
		label: 'kernel',
		role: 'kernel',
		...row,
		kind: 'per-stage',
		min: 1,
		max: 31,
		step: 2,
		nudge: 2,
		help: 'Side of the block’s spatial convolution; odd, so that the map keeps its size.'
	},
	{
		key: 'startKernels',
		label: 'start kernel',
		...row,
		kind: 'per-stage',
		min: 1,
		max: 31,
		step: 2,
		nudge: 2,
		applies: has('blocks', 'universal-extra', 'universal-start'),
		help: 'Side of the depthwise convolution that a universal block of MobileNetV4 may begin with.'
	},
	{
		key: 'expansions',
		label: 'expansion',
		role: 'expansion',
		...row,
		kind: 'per-stage',
		min: 0.25,
		max: 16,
		step: 0.01,
		nudge: 0.5,
		applies: expanding,
		help: 'Channels inside the block over those that enter it, to the nearest multiple of 8.'
	},
	{
		key: 'strides',
		label: 'stride',
		...row,
		kind: 'per-stage',
		...whole(1, 2),
		help: 'Stride of the first block.'
	},
	{
		key: 'seRatios',
		label: 'SE ratio',
		...row,
		kind: 'per-stage',
		min: 0,
		max: 1,
		step: 0.01,
		nudge: 0.05,
		help: 'Channels inside the block’s squeeze-and-excitation gate over those that enter the block; 0: no gate.'
	},
	{
		key: 'groupWidths',
		label: 'group width',
		...row,
		kind: 'per-stage',
		...whole(0, 512, 8),
		help: 'Channels in each group of the spatial convolution; 0: as the block usually has it, depthwise or dense.'
	},
	{
		key: 'shortcuts',
		label: 'shortcut',
		...row,
		kind: 'stage-choice',
		options: [
			{ value: 'on', label: 'on' },
			{ value: 'off', label: 'off' }
		],
		help: 'Whether a block is added to its input, where the two have the same shape.'
	},
	{
		key: 'activations',
		label: 'activation',
		...row,
		kind: 'stage-choice',
		options: [{ value: 'own', label: 'network’s' }, ...activationOptions],
		help: 'The non-linearity of these blocks, where it is not that of the network.'
	},
	{
		key: 'activation',
		label: 'activation',
		group: 'Block',
		kind: 'choice',
		options: activationOptions,
		help: 'The non-linearity of the network. GELU is the exact erf form.'
	},
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'batch', label: 'BN' },
			{ value: 'group', label: 'GN' }
		],
		help: 'Normalization after every convolution.'
	},
	{
		key: 'normGroup',
		label: 'norm group',
		group: 'Block',
		kind: 'number',
		...whole(1, 512, 8),
		applies: has('norm', 'group'),
		help: 'Channels in each group of GroupNorm; they must divide every normalized width.'
	},
	{
		key: 'padding',
		label: 'padding',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'pytorch', label: 'even' },
			{ value: 'same', label: 'TensorFlow’s' }
		],
		help: 'Zeros around a map that is halved: as many on both sides, or more below and right, as weights from TensorFlow want it.'
	},
	{
		key: 'eps',
		label: 'epsilon',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: '1e-5', label: '1e-5' },
			{ value: '1e-3', label: '1e-3' }
		],
		help: 'Added to variances: PyTorch’s default, or that of TensorFlow, from which timm’s tf_ weights come.'
	},
	{
		key: 'seGate',
		label: 'gate',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'sigmoid', label: 'sigmoid' },
			{ value: 'hardsigmoid', label: 'hard sigmoid' }
		],
		applies: gates,
		help: 'The activation that ends a squeeze-and-excitation gate.'
	},
	{
		key: 'seActivation',
		label: 'inside the gate',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'own', label: 'block’s' },
			{ value: 'relu', label: 'ReLU' }
		],
		applies: gates,
		help: 'The activation between a gate’s two layers.'
	},
	{
		key: 'seFrom',
		label: 'SE ratio of',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'input', label: 'input' },
			{ value: 'hidden', label: 'hidden' }
		],
		applies: gates,
		help: 'What a gate’s ratio is of: the channels that enter the block (EfficientNet), or those inside it (MobileNetV3).'
	},
	{
		key: 'seRound',
		label: 'SE multiple of',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'whole', label: '1' },
			{ value: 'eights', label: '8' },
			{ value: 'close-eights', label: '8, within 5%' }
		],
		applies: gates,
		help: 'Channels inside a gate are rounded to a whole number, or to a multiple of 8 that loses at most a tenth or a twentieth of them.'
	},
	{
		key: 'stemWidth',
		label: 'stem width',
		group: 'Around',
		kind: 'number',
		...whole(1, 1024, 8),
		help: 'Channels of the first convolution, which has stride 2.'
	},
	{
		key: 'stemKernel',
		label: 'stem kernel',
		group: 'Around',
		kind: 'number',
		min: 1,
		max: 31,
		step: 2,
		nudge: 2,
		help: 'Side of the first convolution’s kernel.'
	},
	{
		key: 'head',
		label: 'head',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'conv-pool', label: 'conv, pool' },
			{ value: 'pool-conv', label: 'pool, conv' }
		],
		applies: ({ headWidth }) => headWidth !== 0,
		help: 'The last 1 × 1 convolution on the whole map (EfficientNet), or on its average, where it costs little (MobileNetV3).'
	},
	{
		key: 'headWidth',
		label: 'head width',
		group: 'Around',
		kind: 'number',
		...whole(0, 8192, 64),
		help: 'Channels of the last 1 × 1 convolution; 0: there is none.'
	},
	{
		key: 'headForm',
		label: 'head has',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'bias', label: 'bias' },
			{ value: 'norm', label: 'norm' },
			{ value: 'plain', label: 'neither' }
		],
		applies: ({ head, headWidth }) => head === 'pool-conv' && headWidth !== 0,
		help: 'What a last convolution after the pool has beside its weights.'
	},
	...inputFields
];
