import type { FieldValue } from '../../fields.ts';
import { activations, isActivationKind } from '../../ops/activations.ts';
import { strideOfResNetV2 } from './resnet-v2.ts';
import { as, bool, transformerWords, type TimmWord, type TimmWords } from '../timm-words.ts';

const STEM_STRIDE = strideOfResNetV2('resnetv2-stem');

const choice =
	(argument: string, texts: Readonly<Record<string, string>>): TimmWord =>
	(value) => {
		const text = texts[String(value)];
		return text === undefined ? null : [[argument, text]];
	};

/** timm's class with a second head builds its tokens itself, and knows these in their usual form only. */
const unlessDistilled =
	(word: TimmWord): TimmWord =>
	(value, config, start) =>
		config.distillation === true ? null : word(value, config, start);

/** `create_model` drops arguments that are None, so timm's own rule is said by what it comes to. */
const lastNorm: TimmWord = (value, { pool }) => {
	if (value === 'none') return [['final_norm', 'False']];
	const after = value === 'auto' ? pool === 'average' : value === 'after';
	return [
		['fc_norm', bool(after)],
		['final_norm', 'True']
	];
};

/** A value of 0 leaves it out, but not in blocks that take anything but None for a value. */
const layerScale: TimmWord = (value, { block }) => {
	if (value === true) return [['init_values', '1e-5']];
	return block === 'parallel' ? null : [['init_values', '0.0']];
};

const activation = (value: FieldValue): string => {
	const name = String(value);
	return JSON.stringify(isActivationKind(name) ? activations[name].timm : name);
};

/** timm cuts a stem's map into patches that leave no rest (timm/layers/hybrid_embed.py). */
const imageSize: TimmWord = (value, config, start) => {
	const sides = Array.isArray(value) ? value.map(Number) : [Number(value)];
	const stem = config.embedding === 'resnetv2-stem';
	const leavesRest = sides.some((side) => Math.ceil(side / STEM_STRIDE) % Number(config.patch) > 0);
	return stem && leavesRest ? null : (transformerWords.input?.(value, config, start) ?? null);
};

/** What the classifier reads. */
export const pools = choice('global_pool', {
	token: '"token"',
	average: '"avg"',
	map: '"map"'
});

export const ratio = (value: FieldValue): readonly (readonly [string, string])[] => [
	['mlp_ratio', Number.isInteger(value) ? Number(value).toFixed(1) : String(value)]
];

/** Norms by name have an ε of 10⁻⁶, and those of patches keep the preset's. */
const norm: TimmWord = (_value, config) => {
	if (config.eps !== '1e-6' || config.embedNorm === 'patches') return null;
	return [['norm_layer', config.norm === 'rms' ? '"rmsnorm"' : '"layernorm"']];
};

/** Blocks and gates are classes there, which no line of text can hand over. */
export const vitWords: TimmWords = {
	...transformerWords,
	input: imageSize,
	// A preset's ratio may have more decimals in timm, which another width would bring out.
	width: (value, { mlpRatio }) => [
		['embed_dim', String(value)],
		...(Number.isInteger(Number(mlpRatio) * 4) ? [] : ratio(mlpRatio ?? 4))
	],
	mlpRatio: ratio,
	depth: as('depth'),
	heads: as('num_heads'),
	activation: as('act_layer', activation),
	norm,
	eps: norm,
	qkNorm: as('qk_norm', bool),
	bias: as('proj_bias', bool),
	layerScale,
	subNorm: (value) => [
		['scale_attn_norm', bool(value)],
		['scale_mlp_norm', bool(value)]
	],
	classToken: as('class_token', bool),
	registers: unlessDistilled(as('reg_tokens')),
	positions: unlessDistilled((value) =>
		value === 'none' ? [['pos_embed', '"none"']] : [['no_embed_class', bool(value === 'patches')]]
	),
	// A norm of patches comes with this preset's own numbers, which no text can say.
	embedNorm: (value) => (value === 'patches' ? null : [['pre_norm', bool(value === 'tokens')]]),
	pool: unlessDistilled(pools),
	poolAll: as('pool_include_prefix', bool),
	lastNorm: unlessDistilled(lastNorm)
};
