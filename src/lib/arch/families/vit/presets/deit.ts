import { at, type Rows } from './rows.ts';

export const deit: Rows = {
	group: 'DeiT',
	label: 'DeiT',
	rows: [
		...at('deit_tiny_patch16', [224]),
		...at('deit_small_patch16', [224]),
		...at('deit_base_patch16', [224, 384]),
		...at('deit_tiny_distilled_patch16', [224], { distillation: true }, 'distilled'),
		...at('deit_small_distilled_patch16', [224], { distillation: true }, 'distilled'),
		...at('deit_base_distilled_patch16', [224, 384], { distillation: true }, 'distilled')
	]
};

export const deit3: Rows = {
	group: 'DeiT III',
	label: 'DeiT III/',
	common: { positions: 'patches', layerScale: true },
	rows: [
		...at('deit3_small_patch16', [224, 384]),
		...at('deit3_medium_patch16', [224]),
		...at('deit3_base_patch16', [224, 384]),
		...at('deit3_large_patch16', [224, 384]),
		...at('deit3_huge_patch14', [224])
	]
};
