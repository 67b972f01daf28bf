import { at, type Changes, type Row, type Rows } from './rows.ts';

const giant: Changes = {
	width: 1536,
	depth: 40,
	heads: 24,
	mlpRatio: 5.3334,
	mlp: 'packed',
	activation: 'silu'
};

const SIZES = ['small', 'base', 'large', 'giant'] as const;

const dino = (suffix: string, changes: Changes, words: string): readonly Row[] =>
	SIZES.map((size) => [
		`vit_${size}_patch14_${suffix}`,
		{ ...changes, ...(size === 'giant' ? giant : {}) },
		words
	]);

export const dinov2: Rows = {
	group: 'DINOv2',
	label: 'ViT/',
	common: { input: 518, classes: 0, layerScale: true },
	rows: [
		...dino('dinov2', {}, 'DINOv2'),
		...dino('reg4_dinov2', { registers: 4, positions: 'patches' }, 'DINOv2, 4 registers')
	]
};

export const tipsv2: Rows = {
	group: 'TIPSv2',
	label: 'ViT/',
	common: { input: 448, classes: 0, layerScale: true, registers: 1, positions: 'patches' },
	rows: [
		['vit_base_patch14_reg1_tipsv2', {}, 'TIPSv2'],
		['vit_large_patch14_reg1_tipsv2', {}, 'TIPSv2'],
		['vit_so400m_patch14_reg1_tipsv2', {}, 'TIPSv2'],
		['vit_giant_patch14_reg1_tipsv2', giant, 'TIPSv2']
	]
};

/** timm's names for AIMv2 have sizes of their own, so many heads of 128 and hidden channels. */
const aim = (size: string, heads: number, mlpRatio: number): readonly Row[] =>
	at(`aimv2_${size}_patch14`, [224, 336, 448], { width: 128 * heads, depth: 24, heads, mlpRatio });

export const aimv2: Rows = {
	group: 'AIMv2',
	label: 'AIMv2/',
	common: {
		classes: 0,
		mlp: 'gated',
		activation: 'silu',
		qkvBias: false,
		bias: false,
		norm: 'rms',
		eps: '1e-5',
		embedNorm: 'patches',
		classToken: false,
		pool: 'average',
		lastNorm: 'before'
	},
	rows: [
		...aim('large', 8, 2.75),
		...aim('huge', 12, 2.6667),
		...aim('1b', 16, 2.75),
		...aim('3b', 24, 2.6667)
	]
};

export const beit3: Rows = {
	group: 'BEiT-3',
	label: 'BEiT-3/',
	common: { eps: '1e-5', subNorm: true, pool: 'average' },
	rows: [
		...at('beit3_base_patch16', [224]),
		...at('beit3_large_patch16', [224]),
		...at('beit3_giant_patch14', [224, 336])
	]
};
