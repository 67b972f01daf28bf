import { at, average, normedAverage, scaled, type Changes, type Rows } from './rows.ts';

const register = (registers: number): Changes => ({
	...average,
	...scaled,
	registers,
	positions: 'patches'
});
const gap: Changes = { ...normedAverage, ...scaled, qkvBias: false };
const so150m: Changes = { classToken: false, registers: 4 };
const so150m2: Changes = { ...average, ...scaled, registers: 1, qkvBias: false };

/** timm's own small networks, which try its code. */
const test: Changes = { input: 160, width: 64, heads: 2, mlpRatio: 3 };
const wide: Changes = { ...test, width: 96, depth: 9, heads: 3 };

export const pooled: Rows = {
	group: 'ViT, registers and average pooling',
	label: 'ViT/',
	rows: [
		...at('vit_wee_patch16_reg1_gap', [256], register(1), '1 register'),
		...at('vit_pwee_patch16_reg1_gap', [256], { ...register(1), block: 'parallel' }, '1 register'),
		...at('vit_little_patch16_reg1_gap', [256], register(1), '1 register'),
		...at('vit_little_patch16_reg4_gap', [256], register(4), '4 registers'),
		...at('vit_medium_patch16_gap', [240], { ...gap, classes: 11821 }, 'average'),
		...at('vit_medium_patch16_gap', [256, 384], gap, 'average'),
		...at('vit_medium_patch16_reg1_gap', [256], register(1), '1 register'),
		...at('vit_medium_patch16_reg4_gap', [256], register(4), '4 registers'),
		...at('vit_mediumd_patch16_reg4_gap', [256, 384], register(4), '4 registers'),
		...at('vit_betwixt_patch16_gap', [256], gap, 'average'),
		...at('vit_betwixt_patch16_reg1_gap', [256], register(1), '1 register'),
		...at('vit_betwixt_patch16_reg4_gap', [256, 384], register(4), '4 registers'),
		...at('vit_base_patch16_gap', [224], { ...normedAverage, heads: 16 }, 'average'),
		...at('vit_base_patch16_reg4_gap', [256], { ...register(4), layerScale: false }, '4 registers'),
		...at('vit_so150m_patch16_reg4_map', [256], { ...so150m, pool: 'map' }, 'attention pool'),
		...at(
			'vit_so150m_patch16_reg4_gap',
			[256, 384],
			{ ...so150m, pool: 'average', lastNorm: 'before' },
			'4 registers'
		),
		...at('vit_so150m2_patch16_reg1_gap', [256, 384, 448], so150m2, '1 register'),
		...at('vit_huge_patch14_gap', [224], { ...normedAverage, classes: 0 }, 'average'),
		...at('vit_huge_patch16_gap', [448], { ...normedAverage, classes: 0 }, 'average'),
		...at('vit_giant_patch16_gap', [224], { ...normedAverage, classes: 0 }, 'average'),
		['test_vit', { ...test, depth: 6 }, 'test'],
		['test_vit2', { ...test, ...average, ...scaled, depth: 8, registers: 1 }, 'test 2'],
		[
			'test_vit3',
			{
				...wide,
				...scaled,
				classToken: false,
				registers: 1,
				pool: 'map',
				poolAll: true,
				mlpRatio: 2
			},
			'test 3'
		],
		['test_vit4', { ...wide, ...average, ...scaled, registers: 1, norm: 'rms' }, 'test 4']
	]
};
