import type { Config, Field } from '../../fields.ts';
import { is } from '../choices.ts';
import { inputFields, whole } from '../common-fields.ts';
import { patchField } from '../transformer-fields.ts';
import { blockFields } from './block-fields.ts';
import { rotaryFields } from './rotary-fields.ts';

const readsToken = ({ classToken, pool }: Config): boolean =>
	classToken === true && pool === 'token';

const hasLearned = ({ classToken, registers }: Config): boolean =>
	classToken === true || Number(registers) > 0;

const isMap = ({ pool }: Config): boolean => pool === 'map';

/** What a person can change in a Vision Transformer, with the limits of every value. */
export const vitFields: readonly Field[] = [
	...blockFields,
	{
		key: 'embedding',
		label: 'embedding',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'patches', label: 'patches' },
			{ value: 'convs', label: 'three convs' },
			{ value: 'resnet26d', label: 'ResNet-26-D' },
			{ value: 'resnet50d', label: 'ResNet-50-D' },
			{ value: 'resnet50d-s16', label: 'ResNet-50-D, three stages' },
			{ value: 'resnetv2-stem', label: 'standardized stem' },
			{ value: 'resnetv2-26', label: 'standardized ResNet-26' },
			{ value: 'resnetv2-50', label: 'standardized ResNet-50' },
			{ value: 'resnetv2-50-s16', label: 'standardized ResNet-50, three stages' }
		],
		help: 'What makes tokens of an image: one convolution on patches; three, of 4 × 4, 2 × 2 and 2 × 2; a ResNet and a 1 × 1 on its map, a hybrid; or a ResNet’s stem and a convolution on patches of its map. In those that are standardized, every channel’s weights are brought to mean 0 and deviation 1 first.'
	},
	{ ...patchField, applies: is('embedding', 'patches', 'resnetv2-stem') },
	{
		key: 'classToken',
		label: 'class token',
		group: 'Around',
		kind: 'switch',
		help: 'A learned token that goes through the network with those of the patches.'
	},
	{
		key: 'distillation',
		label: 'distillation token',
		group: 'Around',
		kind: 'switch',
		applies: readsToken,
		help: 'A second learned token with a classifier of its own; the outputs of both are averaged (DeiT).'
	},
	{
		key: 'registers',
		label: 'registers',
		group: 'Around',
		kind: 'number',
		...whole(0, 64),
		help: 'Learned tokens that no one reads at the end: room for what attention would else write over patches.'
	},
	{
		key: 'positions',
		label: 'position embedding',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'all', label: 'all tokens' },
			{ value: 'patches', label: 'patches only' },
			{ value: 'none', label: 'none' }
		],
		help: 'Which tokens a learned vector for their position is added to.'
	},
	...rotaryFields,
	{
		key: 'embedNorm',
		label: 'embedding norm',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'none', label: 'none' },
			{ value: 'patches', label: 'of patches' },
			{ value: 'tokens', label: 'of all tokens' }
		],
		help: 'A norm of the patches before positions are added, or of all tokens before the first block (CLIP).'
	},
	{
		key: 'pool',
		label: 'pooling',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'token', label: 'class token' },
			{ value: 'average', label: 'average' },
			{ value: 'both', label: 'class token and average' },
			{ value: 'map', label: 'attention' }
		],
		help: 'What the classifier reads: the class token, the average of the patch tokens, both side by side (DINOv2’s classifier), or what a learned query attends to among them.'
	},
	{
		key: 'poolAll',
		label: 'pool learned tokens',
		group: 'Around',
		kind: 'switch',
		applies: (config) => ['average', 'map'].includes(String(config.pool)) && hasLearned(config),
		help: 'Whether class token and registers are pooled along with the patch tokens.'
	},
	{
		key: 'poolHeads',
		label: 'pool heads',
		group: 'Around',
		kind: 'number',
		...whole(0, 128),
		applies: isMap,
		help: 'Heads of the attention pool; 0 for as many as in the blocks.'
	},
	{
		key: 'poolRatio',
		label: 'pool MLP ratio',
		group: 'Around',
		kind: 'number',
		min: 0,
		max: 16,
		step: 0.25,
		nudge: 0.5,
		applies: isMap,
		help: 'Hidden channels of the attention pool’s MLP over its width; 0 for the ratio of the blocks.'
	},
	{
		key: 'lastNorm',
		label: 'last norm',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'auto', label: 'after an average, else before' },
			{ value: 'before', label: 'before pooling' },
			{ value: 'after', label: 'after pooling' },
			{ value: 'none', label: 'none' }
		],
		help: 'Where the norm behind the last block stands.'
	},
	...inputFields
];
