import type { ImageWishes } from '../../../family.ts';
import { average, scaled, type Changes, type Rows } from './rows.ts';

const plus: Changes = { width: 896, heads: 14 };
const xp: Changes = {
	embedNorm: 'tokens',
	positions: 'patches',
	norm: 'rms',
	block: 'parallel',
	qkvBias: false,
	qkNorm: true
};
const imageNetColours: ImageWishes = {
	crop: 0.9,
	mean: [0.485, 0.456, 0.406],
	std: [0.229, 0.224, 0.225]
};
const shallow: Changes = { width: 768, depth: 8, heads: 8, mlpRatio: 3 };
const stem: Changes = { embedding: 'resnetv2-stem', patch: 8 };
const r26: Changes = { embedding: 'resnetv2-26' };
const r50: Changes = { embedding: 'resnetv2-50-s16' };
const doubled: Changes = { ...scaled, depth: 18, block: 'double' };

/** Networks that change the block, the width or where positions stand. */
export const variants: Rows = {
	group: 'ViT, variants',
	label: 'ViT/',
	rows: [
		[
			'vit_base_patch16_224_miil',
			{ qkvBias: false, classes: 11221 },
			'MIIL',
			{ crop: 0.875, mean: [0, 0, 0], std: [1, 1, 1] }
		],
		['vit_base_patch32_plus_256', { ...scaled, ...plus }, 'plus', { crop: 0.95 }],
		['vit_base_patch16_plus_240', { ...scaled, ...plus }, 'plus', { crop: 0.95 }],
		['vit_base_patch16_rpn_224', { ...average, qkvBias: false, block: 'post-norm' }, 'norms last'],
		['vit_small_patch16_36x1_224', { ...scaled, depth: 36 }, '36 deep'],
		['vit_small_patch16_18x2_224', doubled, '18 by 2'],
		['vit_base_patch16_18x2_224', doubled, '18 by 2'],
		['vit_base_patch16_xp_224', xp, 'parallel'],
		['vit_large_patch14_xp_224', xp, 'parallel'],
		['vit_huge_patch14_xp_224', xp, 'parallel'],
		[
			'vit_intern300m_patch14_448',
			{ ...scaled, classes: 0, lastNorm: 'none' },
			'InternViT',
			{ crop: 1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
		],
		['eva_large_patch14_196', { pool: 'average' }, 'EVA'],
		['eva_large_patch14_336', { pool: 'average' }, 'EVA'],
		['flexivit_small', { input: 240, positions: 'patches' }, 'Flexi', { crop: 0.95 }],
		['flexivit_base', { input: 240, positions: 'patches' }, 'Flexi', { crop: 0.95 }],
		['flexivit_large', { input: 240, positions: 'patches' }, 'Flexi', { crop: 0.95 }],
		[
			'vit_small_resnet26d_224',
			{ ...shallow, embedding: 'resnet26d' },
			'ResNet-26-D',
			imageNetColours
		],
		[
			'vit_small_resnet50d_s16_224',
			{ ...shallow, embedding: 'resnet50d-s16' },
			'ResNet-50-D',
			imageNetColours
		],
		['vit_base_resnet26d_224', { embedding: 'resnet26d' }, 'ResNet-26-D', imageNetColours],
		['vit_base_resnet50d_224', { embedding: 'resnet50d' }, 'ResNet-50-D', imageNetColours],
		['vit_tiny_r_s16_p8_224', stem, 'standardized stem'],
		['vit_tiny_r_s16_p8_384', stem, 'standardized stem'],
		['vit_small_r26_s32_224', r26, 'standardized ResNet-26'],
		['vit_small_r26_s32_384', r26, 'standardized ResNet-26'],
		['vit_base_r26_s32_224', r26, 'standardized ResNet-26'],
		['vit_base_r50_s16_224', { ...r50, classes: 0 }, 'standardized ResNet-50'],
		['vit_base_r50_s16_384', r50, 'standardized ResNet-50'],
		['vit_large_r50_s32_224', { embedding: 'resnetv2-50' }, 'standardized ResNet-50'],
		['vit_large_r50_s32_384', { embedding: 'resnetv2-50' }, 'standardized ResNet-50'],
		[
			'vit_base_mci_224',
			{ embedding: 'convs', positions: 'patches', classes: 512 },
			'MobileCLIP',
			{ crop: 0.9, mean: [0, 0, 0], std: [1, 1, 1] }
		]
	]
};
