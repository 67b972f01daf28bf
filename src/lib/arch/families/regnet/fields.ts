import type { Field } from '../../fields.ts';
import { inputFields, whole } from '../common-fields.ts';
import { is } from '../choices.ts';
import { outputStrideField } from '../output-stride.ts';
import { activationField, depthsField } from '../stage-fields.ts';

const onLine = is('widthRule', 'line');
const byStages = is('widthRule', 'stages');

/** What a person can change in a RegNet, with the limits of every value. */
export const regNetFields: readonly Field[] = [
	{ ...depthsField, applies: byStages },
	{
		key: 'widths',
		label: 'width',
		role: 'width',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 16384, 8),
		applies: byStages,
		help: 'Channels that leave the stage’s blocks.'
	},
	{
		key: 'groupWidths',
		label: 'group',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 1024, 8),
		applies: byStages,
		help: 'Channels of a group of the 3 × 3 convolution. What is inside a block is rounded to whole groups.'
	},
	{
		key: 'widthRule',
		label: 'widths',
		group: 'Stages',
		kind: 'choice',
		options: [
			{ value: 'line', label: 'line' },
			{ value: 'stages', label: 'by stage' }
		],
		help: 'All stages from one rounded line, as RegNets are designed, or each stage by itself.'
	},
	{
		key: 'depth',
		label: 'total depth',
		role: 'depth',
		group: 'Stages',
		kind: 'number',
		...whole(1, 96),
		uneven: true,
		applies: onLine,
		help: 'Blocks in all; the line says which of them have the same width and so make a stage.'
	},
	{
		key: 'initialWidth',
		label: 'initial width w₀',
		role: 'width',
		group: 'Stages',
		kind: 'number',
		min: 8,
		max: 1024,
		step: 8,
		nudge: 8,
		uneven: true,
		applies: onLine,
		help: 'Channels of the first block, where the line begins.'
	},
	{
		key: 'slope',
		label: 'slope wₐ',
		role: 'width',
		group: 'Stages',
		kind: 'number',
		min: 0,
		max: 512,
		step: 0.01,
		nudge: 1,
		uneven: true,
		applies: onLine,
		help: 'What the line gives each further block more than the one before, in channels.'
	},
	{
		key: 'multiplier',
		label: 'multiplier wₘ',
		group: 'Stages',
		kind: 'number',
		min: 1.1,
		max: 8,
		step: 0.001,
		nudge: 0.1,
		uneven: true,
		applies: onLine,
		help: 'Widths are the initial width times powers of this number: each stage about so many times wider than the one before.'
	},
	{
		key: 'groupWidth',
		label: 'group width',
		group: 'Stages',
		kind: 'number',
		...whole(1, 1024, 8),
		uneven: true,
		applies: onLine,
		help: 'Channels of a group of the 3 × 3 convolution, in every stage.'
	},
	{
		key: 'groupRounding',
		label: 'round to groups',
		group: 'Stages',
		kind: 'choice',
		options: [
			{ value: 'nearest', label: 'nearest' },
			{ value: 'within-tenth', label: 'within a tenth' }
		],
		applies: onLine,
		help: 'How a width becomes a multiple of the group: the nearest, or never more than a tenth smaller, as torchvision has it.'
	},
	{
		key: 'bottleneck',
		label: 'inner width',
		role: 'expansion',
		group: 'Block',
		kind: 'number',
		min: 0.25,
		max: 8,
		step: 0.25,
		nudge: 0.25,
		help: 'Channels inside a block over those that leave it: 1 in RegNet X and Y, 4 in RegNet Z.'
	},
	{
		key: 'seRatio',
		label: 'squeeze-and-excitation',
		group: 'Block',
		kind: 'number',
		min: 0,
		max: 1,
		step: 0.0625,
		nudge: 0.0625,
		help: 'Channels inside the gate after the 3 × 3 convolution over those that enter the block; 0 for none. RegNet Y is RegNet X with 0.25.'
	},
	{
		key: 'shortcut',
		label: 'shortcut',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'conv', label: '1 × 1 conv' },
			{ value: 'average', label: 'average + 1 × 1' },
			{ value: 'none', label: 'none' }
		],
		help: 'What stands beside a stage’s first block, whose input and output have different shapes.'
	},
	{
		key: 'preNorm',
		label: 'norm first',
		group: 'Block',
		kind: 'switch',
		help: 'Norm and activation before each convolution instead of after it.'
	},
	{
		key: 'linearOut',
		label: 'linear output',
		group: 'Block',
		kind: 'switch',
		applies: ({ preNorm }) => preNorm === false,
		help: 'No activation after the addition, and one before the head instead.'
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
		help: 'Normalization everywhere in the network.'
	},
	{
		key: 'normGroupWidth',
		label: 'norm group width',
		group: 'Block',
		kind: 'number',
		...whole(1, 512),
		applies: ({ norm }) => norm === 'group',
		help: 'Channels of a group of GroupNorm; it must divide every normalized width.'
	},
	activationField('The non-linearity. GELU is the exact erf form.'),
	outputStrideField,
	{
		key: 'stemWidth',
		label: 'stem width',
		group: 'Around',
		kind: 'number',
		...whole(1, 512, 8),
		help: 'Channels that leave the 3 × 3 stride 2 convolution through which the image enters.'
	},
	{
		key: 'headWidth',
		label: 'head width',
		group: 'Around',
		kind: 'number',
		...whole(0, 8192, 64),
		help: 'Channels of a 1 × 1 convolution between the last stage and the pool; 0 for none.'
	},
	...inputFields
];
