import {
	as,
	bool,
	commonWords,
	tuple,
	unsaid,
	type TimmWord,
	type TimmWords
} from '../timm-words.ts';
import { pools, ratio } from './timm.ts';

/** An average leaves out learned tokens there, and an attention pool does not. */
const ifPooledAlike =
	(word: TimmWord): TimmWord =>
	(value, config, start) => {
		const { pool, poolAll, classToken, registers } = config;
		const learned = classToken === true || Number(registers) > 0;
		const alike = pool === 'token' || !learned || (pool === 'map') === (poolAll === true);
		return alike ? word(value, config, start) : null;
	};

const inner: TimmWord = (_value, { mlp, subNorm, attentionNorm }) =>
	// A norm and three layers come together there, and a packed gate has none.
	mlp === 'packed' || (mlp === 'gated' && subNorm !== true)
		? null
		: [
				['scale_mlp', bool(subNorm ?? false)],
				['scale_attn_inner', bool(subNorm === true && attentionNorm === true)]
			];

/** Of three layers without a norm hidden channels are rounded up, to 8 or to 64. */
const ALIGNED = 64;

/** timm's is that of the channels that are left, and a packed layer has twice as many. */
const mlpRatio: TimmWord = (value, { width, mlp }, { subNorm }) => {
	if (mlp === 'packed') return ratio(Number(value) / 2);
	const hidden = Math.trunc(Number(width) * Number(value));
	const exact = mlp !== 'gated' || subNorm === true || hidden % ALIGNED === 0;
	return exact ? ratio(value) : null;
};

/** Whatever timm's own rule is, it is said by what it comes to. */
const lastNorm: TimmWord = (_value, { pool, lastNorm: value }) => {
	const after = value === 'auto' ? pool === 'average' : value === 'after';
	const before = value === 'auto' ? pool !== 'average' : value === 'before';
	return [
		['use_fc_norm', bool(after)],
		['use_post_transformer_norm', bool(before)]
	];
};

/** timm's class turns nothing without a word, and names its layer scale after no module. */
const rotary: TimmWord = (value, { layerScale }, start) => {
	if (value === 'none') return layerScale === true ? null : [['use_rot_pos_emb', 'False']];
	const type = value === 'counted' ? '"cat"' : value === 'learned' ? '"mixed"' : '"dinov3"';
	const on = start.rotary === 'none' ? ([['use_rot_pos_emb', 'True']] as const) : [];
	const halves = value === 'relative' || start.rotary === 'relative';
	return [
		...on,
		['rope_type', type],
		...(halves ? ([['rope_rotate_half', bool(value === 'relative')]] as const) : []),
		// Learned angles are known by columns, then rows.
		...(value === 'learned' ? ([['rope_grid_indexing', '"xy"']] as const) : [])
	];
};

/** Of timm's class Eva; activations, norms and gates are its own. */
export const evaWords: TimmWords = {
	...commonWords,
	input: as('img_size', tuple),
	patch: as('patch_size'),
	width(value, config, start) {
		const hidden = mlpRatio(config.mlpRatio ?? 4, config, start);
		return hidden && [['embed_dim', String(value)], ...hidden];
	},
	depth: as('depth'),
	heads: as('num_heads'),
	mlpRatio,
	block: (value, { layerScale }) =>
		(value === 'post-norm' && layerScale !== true) || value === 'pre-norm'
			? [['use_post_norm', bool(value === 'post-norm')]]
			: null,
	qkvBias: as('qkv_bias', bool),
	keyBias: (value) => [['attn_type', value === true ? '"rope"' : '"eva"']],
	apartQkv: as('qkv_fused', (value) => bool(value === false)),
	subNorm: inner,
	attentionNorm: inner,
	// No argument takes it away: `create_model` drops those that are None.
	layerScale: (value, { rotary: turns }) =>
		value === true && turns !== 'none' ? [['init_values', '1e-5']] : null,
	classToken: ifPooledAlike(as('class_token', bool)),
	registers: ifPooledAlike(as('num_reg_tokens')),
	positions: (value) => [
		['use_abs_pos_emb', bool(value !== 'none')],
		['no_embed_class', bool(value === 'patches')]
	],
	rotary,
	rotaryBase: as('rope_temperature'),
	rotaryOrder: (value, { rotary: turns }) =>
		turns === 'learned' ? [] : [['rope_grid_indexing', value === 'rows' ? '"ij"' : '"xy"']],
	rotaryFrom: as('rope_grid_offset'),
	rotaryOver: (value) => (value === 0 ? null : [['ref_feat_shape', String(value)]]),
	embedNorm: (value) =>
		value === 'patches' ? null : [['use_pre_transformer_norm', bool(value === 'tokens')]],
	pool: ifPooledAlike(pools),
	poolAll: ifPooledAlike(unsaid),
	poolHeads: (value) => (value === 0 ? null : [['attn_pool_num_heads', String(value)]]),
	poolRatio: (value) => (value === 0 ? null : [['attn_pool_mlp_ratio', Number(value).toFixed(2)]]),
	lastNorm
};
