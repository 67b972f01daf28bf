import { at, type Rows } from './rows.ts';

export const vit: Rows = {
	group: 'ViT',
	label: 'ViT/',
	rows: [
		...at('vit_tiny_patch16', [224]),
		...at('vit_small_patch16', [224]),
		...at('vit_base_patch16', [224]),
		...at('vit_large_patch16', [224]),
		...at('vit_base_patch16', [384]),
		...at('vit_large_patch16', [384]),
		...at('vit_base_patch8', [224]),
		...at('vit_small_patch32', [224]),
		...at('vit_base_patch32', [224]),
		...at('vit_tiny_patch16', [384]),
		...at('vit_small_patch32', [384]),
		...at('vit_small_patch16', [384]),
		...at('vit_small_patch8', [224], { classes: 0 }),
		...at('vit_base_patch32', [384]),
		...at('vit_large_patch32', [224], { classes: 0 }),
		...at('vit_large_patch32', [384]),
		...at('vit_large_patch14', [224]),
		...at('vit_huge_patch14', [224], { classes: 0 }),
		...at('vit_giant_patch14', [224]),
		...at('vit_gigantic_patch14', [224])
	]
};
