import type { Field } from '../../../fields.ts';
import { options } from '../../choices.ts';
import { whole } from '../../common-fields.ts';
import { outputStrideField } from '../../output-stride.ts';

/** Fields of stem and head. */
export const aroundFields: readonly Field[] = [
	outputStrideField,
	{
		key: 'antialias',
		label: 'anti-aliasing',
		group: 'Around',
		kind: 'choice',
		options: options(['none', 'none'], ['average', 'average'], ['blur', 'blur']),
		help: 'Blocks that halve the map take every position, and an average of 2 × 2 or a blur of 3 × 3 skips afterwards: small shifts of the image then change less.'
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
		options: options(['conv-pool', 'conv, pool'], ['pool-conv', 'pool, conv']),
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
		options: options(['bias', 'bias'], ['norm', 'norm'], ['plain', 'neither']),
		applies: ({ head, headWidth }) => head === 'pool-conv' && headWidth !== 0,
		help: 'What a last convolution after the pool has beside its weights.'
	}
];
