import type { ImageWishes } from '../../../family.ts';
import { at, average, scaled, type Changes, type Row, type Rows } from './rows.ts';

/** Networks of timm's class Eva, most of which turn queries and keys by the places of patches. */

const whole: ImageWishes = { crop: 1 };

/** A gated MLP from one layer of both halves, its hidden channels 8/3 of the width; or from two. */
const packed: Changes = { mlp: 'packed', activation: 'silu', mlpRatio: 5.3334 };
const gated: Changes = { mlp: 'gated', activation: 'silu', subNorm: true, attentionNorm: false };
const two: Changes = { ...gated, mlpRatio: 2.6667, apartQkv: true };
const twoLarge: Changes = { ...two, mlpRatio: 2.6661 };
const counted: Changes = { rotary: 'counted', rotaryOver: 16 };
const clip: Changes = { pool: 'token', attentionNorm: true };

export const eva: Rows = {
	group: 'EVA',
	label: 'EVA/',
	common: { keyBias: false, pool: 'average' },
	rows: [
		...at('eva_giant_patch14', [224]),
		...at('eva_giant_patch14', [336, 560], {}, '', whole),
		...at('eva_giant_patch14_clip', [224], { pool: 'token', classes: 1024 }, 'CLIP'),
		...at('eva02_tiny_patch14', [224], { ...counted, ...packed, classes: 0 }, '02'),
		...at('eva02_tiny_patch14', [336], { ...counted, ...packed }, '02', whole),
		...at('eva02_small_patch14', [224], { ...counted, ...packed, classes: 0 }, '02'),
		...at('eva02_small_patch14', [336], { ...counted, ...packed }, '02', whole),
		...at('eva02_base_patch14', [224], { ...counted, ...two, classes: 0 }, '02'),
		...at('eva02_base_patch14', [448], { ...counted, ...two }, '02', whole),
		...at('eva02_large_patch14', [224], { ...counted, ...twoLarge, classes: 0 }, '02'),
		...at('eva02_large_patch14', [448], { ...counted, ...twoLarge }, '02', whole),
		...at(
			'eva02_base_patch16_clip',
			[224],
			{ ...counted, ...two, ...clip, classes: 512 },
			'02, CLIP'
		),
		...at(
			'eva02_large_patch14_clip',
			[224],
			{ ...counted, ...twoLarge, ...clip, classes: 768 },
			'02, CLIP'
		),
		...at(
			'eva02_large_patch14_clip',
			[336],
			{ ...counted, ...twoLarge, ...clip, classes: 768 },
			'02, CLIP',
			whole
		),
		...at(
			'eva02_enormous_patch14_clip',
			[224],
			{ block: 'post-norm', pool: 'token', classes: 1024 },
			'02, CLIP'
		)
	]
};

/** timm's own, whose keys have no bias either. */
const sbb = (registers: number, changes: Changes = {}): Changes => ({
	...average,
	...scaled,
	...counted,
	keyBias: false,
	registers,
	positions: 'none',
	...changes
});
const half: ImageWishes = { crop: 0.95, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
const openai: ImageWishes = {
	crop: 0.95,
	mean: [0.48145466, 0.4578275, 0.40821073],
	std: [0.26862954, 0.26130258, 0.27577711]
};

/** @param base what only the middle one has */
const naver = (name: string, changes: Changes, words: string, base: Changes = {}): readonly Row[] =>
	['small', 'base', 'large'].map((size) => [
		`vit_${size}_patch16_${name}_224`,
		{ ...scaled, rotaryOrder: 'columns', ...changes, ...(size === 'base' ? base : {}) },
		words
	]);

const turned: Changes = { rotary: 'counted', rotaryBase: 100 };
const mixed: Changes = { rotary: 'learned', rotaryBase: 10 };

export const ropeVit: Rows = {
	group: 'RoPE-ViT',
	label: 'ViT/',
	rows: [
		...naver('rope', { ...turned, positions: 'none' }, 'rotary', { lastNorm: 'before' }),
		...naver('rope_mixed', { ...mixed, positions: 'none' }, 'rotary, learned'),
		...naver('rope_ape', { ...turned, positions: 'patches' }, 'rotary and learned positions'),
		...naver(
			'rope_mixed_ape',
			{ ...mixed, positions: 'patches' },
			'rotary, learned, and learned positions'
		),
		...at('vit_medium_patch16_rope_reg1_gap', [256], sbb(1), 'rotary, 1 register', half),
		...at(
			'vit_mediumd_patch16_rope_reg1_gap',
			[256],
			sbb(1, { qkvBias: false }),
			'rotary, 1 register',
			half
		),
		...at('vit_betwixt_patch16_rope_reg4_gap', [256], sbb(4), 'rotary, 4 registers', openai),
		...at('vit_base_patch16_rope_reg1_gap', [256], sbb(1), 'rotary, 1 register', half)
	]
};

/** timm's attention pool of these takes class token and patches, in 8 heads. */
const core = (side: number, classes: number): Changes => ({
	pool: 'map',
	poolAll: true,
	poolHeads: 8,
	poolRatio: 4,
	rotaryOver: side,
	classes
});
const unnormed: Changes = { pool: 'average', lastNorm: 'none', rotaryOver: 32 };
const gigantic: Changes = {
	width: 1536,
	heads: 16,
	mlpRatio: 5.8334,
	classToken: false,
	rotaryFrom: 0
};

export const perception: Rows = {
	group: 'Perception Encoder',
	label: 'PE/',
	common: {
		eps: '1e-5',
		embedNorm: 'tokens',
		rotary: 'counted',
		rotaryOrder: 'columns',
		rotaryFrom: 1,
		classes: 0
	},
	rows: [
		...at('vit_pe_core_tiny_patch16', [384], core(24, 512), 'core'),
		...at('vit_pe_core_small_patch16', [384], core(24, 512), 'core'),
		...at('vit_pe_core_base_patch16', [224], core(14, 1024), 'core'),
		...at('vit_pe_core_large_patch14', [336], core(24, 1024), 'core'),
		...at(
			'vit_pe_core_gigantic_patch14',
			[448],
			{ ...core(32, 1280), ...gigantic, depth: 50 },
			'core'
		),
		...at('vit_pe_lang_large_patch14', [448], { ...unnormed, ...scaled, depth: 23 }, 'lang'),
		...at(
			'vit_pe_lang_gigantic_patch14',
			[448],
			{ ...unnormed, ...scaled, ...gigantic, depth: 47 },
			'lang'
		),
		...at('vit_pe_spatial_tiny_patch16', [512], unnormed, 'spatial'),
		...at('vit_pe_spatial_small_patch16', [512], unnormed, 'spatial'),
		...at('vit_pe_spatial_base_patch16', [512], unnormed, 'spatial'),
		...at('vit_pe_spatial_large_patch14', [448], unnormed, 'spatial'),
		...at(
			'vit_pe_spatial_gigantic_patch14',
			[448],
			{ ...unnormed, ...scaled, ...gigantic, depth: 50 },
			'spatial'
		)
	]
};

const relative: Changes = {
	...scaled,
	eps: '1e-5',
	keyBias: false,
	positions: 'none',
	rotary: 'relative',
	rotaryBase: 100,
	registers: 4,
	classes: 0
};
const three: Changes = { mlp: 'gated', activation: 'silu' };
const huge: Changes = { ...three, heads: 20 };
const unbiased: Changes = { qkvBias: false };

/** Without and with a bias of queries and values. */
const both = (size: string, changes: Changes, words: string): readonly Row[] => [
	[`vit_${size}_patch16_dinov3`, { ...changes, ...unbiased }, words],
	[`vit_${size}_patch16_dinov3_qkvb`, changes, `${words}, qkv bias`]
];

export const dinov3: Rows = {
	group: 'DINOv3',
	label: 'ViT/',
	common: { ...relative, input: 256, pool: 'average', lastNorm: 'before' },
	rows: [
		['vit_tiny_patch16_dinov3_qkvb', {}, 'DINOv3, qkv bias'],
		...both('small', {}, 'DINOv3'),
		...both('small_plus', three, 'DINOv3, plus'),
		...both('base', {}, 'DINOv3'),
		...both('large', {}, 'DINOv3'),
		...both('huge_plus', huge, 'DINOv3, plus'),
		[
			'vit_7b_patch16_dinov3',
			{ ...three, ...unbiased, width: 4096, depth: 40, heads: 32, mlpRatio: 2 },
			'DINOv3, 7B'
		]
	]
};

const giant: Changes = {
	...three,
	...unbiased,
	width: 1536,
	depth: 40,
	heads: 24,
	mlpRatio: 2.6667
};

export const lingbot: Rows = {
	group: 'LingBot-Vision',
	label: 'ViT/',
	common: { ...relative, input: 512, lastNorm: 'before' },
	rows: [
		['vit_small_patch16_lingbot', {}, 'LingBot'],
		['vit_base_patch16_lingbot', {}, 'LingBot'],
		['vit_large_patch16_lingbot', {}, 'LingBot'],
		['vit_giant_patch16_lingbot', giant, 'LingBot']
	]
};
