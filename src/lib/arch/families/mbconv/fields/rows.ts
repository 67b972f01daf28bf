import type { Field, StageChoiceField } from '../../../fields.ts';
import { activationOptions, is, options } from '../../choices.ts';
import { whole } from '../../common-fields.ts';

/** Rows of the largest network and room for more. */
const most = 32;
const row = { group: 'Stages', most } as const;

const expanding = is(
	'blocks',
	'inverted',
	'fused',
	'universal',
	'universal-extra',
	'universal-start',
	'universal-ffn'
);

const blockField: StageChoiceField = {
	key: 'blocks',
	label: 'block',
	...row,
	kind: 'stage-choice',
	options: options(
		['conv', 'conv'],
		['separable', 'separable'],
		['separable-act', 'separable + act'],
		['inverted', 'inverted'],
		['fused', 'fused'],
		['universal', 'universal'],
		['universal-extra', 'universal, extra'],
		['universal-start', 'universal, start'],
		['universal-ffn', 'universal, FFN']
	),
	help: 'One convolution; depthwise then 1 × 1 (MobileNetV1); 1 × 1 up, depthwise, 1 × 1 down (MobileNetV2’s inverted bottleneck); k × k up, 1 × 1 down (EfficientNetV2); or MobileNetV4’s, with a depthwise convolution in the middle, at the start, at both or at neither.'
};

/** Fields with a value for each row of blocks. */
export const rowFields: readonly Field[] = [
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
		options: options(['stage', 'stage'], ['row', 'row']),
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
		applies: is('blocks', 'universal-extra', 'universal-start'),
		help: 'Side of the depthwise convolution that a universal block of MobileNetV4 may begin with.'
	},
	{
		key: 'kernelCounts',
		label: 'kernels side by side',
		...row,
		kind: 'per-stage',
		...whole(1, 8),
		applies: is('blocks', 'inverted'),
		help: 'The depthwise convolution falls into so many, each of its own part of the channels and with a kernel 2 larger than the one before: MixNet.'
	},
	{
		key: 'expandParts',
		label: 'parts up',
		...row,
		kind: 'per-stage',
		...whole(1, 8),
		applies: is('blocks', 'inverted'),
		help: 'Parts of the channels that the 1 × 1 convolution up keeps to themselves, as in MixNet; 1: it mixes all.'
	},
	{
		key: 'projectParts',
		label: 'parts down',
		...row,
		kind: 'per-stage',
		...whole(1, 8),
		applies: is('blocks', 'inverted'),
		help: 'Parts of the channels that the 1 × 1 convolution down keeps to themselves, as in MixNet; 1: it mixes all.'
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
		key: 'hiddenWidths',
		label: 'hidden width',
		...row,
		kind: 'per-stage',
		...whole(0, 16384, 8),
		applies: expanding,
		help: 'Channels inside the block where no expansion gives them, as in pruned networks; 0: by the expansion.'
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
		key: 'spaceToDepth',
		label: 'space to depth',
		...row,
		kind: 'stage-choice',
		options: options(['off', 'off'], ['on', 'on']),
		applies: is('blocks', 'inverted', 'separable', 'separable-act'),
		help: 'Whether the first block begins with a 2 × 2 convolution of stride 2 to four times as many channels, and goes on with a kernel of half the side: EfficientNet-X.'
	},
	{
		key: 'seRatios',
		label: 'SE ratio',
		...row,
		kind: 'per-stage',
		min: 0,
		max: 1,
		step: 0.001,
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
		options: options(['on', 'on'], ['off', 'off']),
		help: 'Whether a block is added to its input, where the two have the same shape.'
	},
	{
		key: 'activations',
		label: 'activation',
		...row,
		kind: 'stage-choice',
		options: [{ value: 'own', label: 'network’s' }, ...activationOptions],
		help: 'The non-linearity of these blocks, where it is not that of the network.'
	}
];
