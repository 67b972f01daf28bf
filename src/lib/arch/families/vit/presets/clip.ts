import { at, normedAverage, type Changes, type Row, type Rows } from './rows.ts';

/** As wide as what CLIP compares. */
const to = (classes: number, changes: Changes = {}): Changes => ({ ...changes, classes });
const quick = (classes: number): Changes => to(classes, { activation: 'quickGelu' });

export const clip: Rows = {
	group: 'ViT CLIP',
	label: 'ViT/',
	common: { embedNorm: 'tokens', eps: '1e-5' },
	rows: [
		...at('vit_xsmall_patch16_clip', [224], to(512), 'CLIP', { crop: 0.9 }),
		...at('vit_medium_patch32_clip', [224], to(512), 'CLIP', { crop: 0.9 }),
		...at('vit_medium_patch16_clip', [224], to(512), 'CLIP', { crop: 0.9 }),
		...at('vit_betwixt_patch32_clip', [224], to(512), 'CLIP', { crop: 0.9 }),
		...at('vit_base_patch32_clip', [224], {}, 'CLIP', { crop: 0.9 }),
		...at('vit_base_patch32_clip', [256], to(512), 'CLIP'),
		...at('vit_base_patch32_clip', [384, 448], {}, 'CLIP'),
		...at('vit_base_patch16_clip', [224], {}, 'CLIP', { crop: 0.95 }),
		...at('vit_base_patch16_clip', [384], {}, 'CLIP'),
		...at('vit_base_patch16_plus_clip', [240], to(640, { width: 896, heads: 14 }), 'plus, CLIP'),
		...at('vit_large_patch14_clip', [224, 336], {}, 'CLIP'),
		...at('vit_huge_patch14_clip', [224, 336], {}, 'CLIP'),
		...at('vit_huge_patch14_clip', [378], to(1024), 'CLIP'),
		...at('vit_giant_patch14_clip', [224], to(1024), 'CLIP'),
		...at('vit_gigantic_patch14_clip', [224, 378], to(1280), 'CLIP'),
		...at('vit_base_patch32_clip_quickgelu', [224], quick(512), 'CLIP, QuickGELU'),
		...at('vit_base_patch16_clip_quickgelu', [224], quick(512), 'CLIP, QuickGELU'),
		...at('vit_large_patch14_clip_quickgelu', [224, 336], quick(768), 'CLIP, QuickGELU'),
		...at('vit_huge_patch14_clip_quickgelu', [224, 378], quick(1024), 'CLIP, QuickGELU'),
		...at('vit_gigantic_patch14_clip_quickgelu', [224], quick(1280), 'CLIP, QuickGELU')
	]
};

const tanh: Changes = { activation: 'geluTanh' };

/** SigLIP's networks have an attention pool; without it, timm averages. */
const siglips = (
	stem: string,
	inputs: readonly number[],
	changes: Changes = {}
): readonly Row[] => [...at(`${stem}_siglip`, inputs, changes, 'SigLIP')];
const averaged = (stem: string, inputs: readonly number[], changes: Changes = {}, crop?: number) =>
	at(
		`${stem}_siglip_gap`,
		inputs,
		{ ...changes, ...normedAverage },
		'SigLIP, average',
		crop === undefined ? undefined : { crop }
	);

export const siglip: Rows = {
	group: 'SigLIP',
	label: 'ViT/',
	common: { classToken: false, pool: 'map', classes: 0 },
	rows: [
		...siglips('vit_base_patch32', [256], tanh),
		...siglips('vit_base_patch16', [224, 256, 384, 512]),
		...siglips('vit_large_patch16', [256, 384]),
		...siglips('vit_large_patch16', [512], tanh),
		...siglips('vit_so400m_patch14', [224, 378, 384]),
		...siglips('vit_so400m_patch16', [256, 384, 512], tanh),
		...siglips('vit_giantopt_patch16', [256, 384], tanh),
		...averaged('vit_base_patch32', [256], tanh),
		...averaged('vit_base_patch16', [224, 256, 384, 512]),
		...averaged('vit_large_patch16', [256, 384]),
		...averaged('vit_large_patch16', [512], tanh),
		...averaged('vit_so400m_patch14', [224, 378]),
		...averaged('vit_so400m_patch14', [384, 448, 896], {}, 1),
		...averaged('vit_so400m_patch16', [256, 384, 512], tanh),
		...averaged('vit_giantopt_patch16', [256, 384], tanh)
	]
};
