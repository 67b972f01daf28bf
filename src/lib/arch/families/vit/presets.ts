import type { Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { VitConfig } from './build.ts';

const base: VitConfig = {
	...imageNet,
	patch: 16,
	width: 768,
	depth: 12,
	heads: 12,
	mlpRatio: 4,
	qkvBias: true,
	classToken: true,
	pool: 'token'
};
const tiny: VitConfig = { ...base, width: 192, heads: 3 };
const small: VitConfig = { ...base, width: 384, heads: 6 };
const large: VitConfig = { ...base, width: 1024, depth: 24, heads: 16 };

type Row = readonly [name: string, label: string, config: VitConfig];

const groups: readonly (readonly [group: string, rows: readonly Row[]])[] = [
	[
		'ViT',
		[
			['vit_tiny_patch16_224', 'ViT-Ti/16', tiny],
			['vit_small_patch16_224', 'ViT-S/16', small],
			['vit_base_patch16_224', 'ViT-B/16', base],
			['vit_large_patch16_224', 'ViT-L/16', large],
			['vit_base_patch16_384', 'ViT-B/16, 384 px', { ...base, input: 384 }],
			['vit_large_patch16_384', 'ViT-L/16, 384 px', { ...large, input: 384 }],
			['vit_base_patch8_224', 'ViT-B/8', { ...base, patch: 8 }],
			['vit_small_patch32_224', 'ViT-S/32', { ...small, patch: 32 }],
			['vit_base_patch32_224', 'ViT-B/32', { ...base, patch: 32 }]
		]
	],
	[
		'DeiT',
		[
			['deit_tiny_patch16_224', 'DeiT-Ti', tiny],
			['deit_small_patch16_224', 'DeiT-S', small],
			['deit_base_patch16_224', 'DeiT-B', base]
		]
	]
];

/** ViT and DeiT presets under timm's names; DeiT differs from ViT in its training only. */
export const vitPresets: ReadonlyMap<string, Preset & { config: VitConfig }> = new Map(
	groups.flatMap(([group, rows]) =>
		rows.map(([name, label, config]) => [
			name,
			{ label, group, config, ...(config.input === 384 ? { image: { crop: 1 } } : {}) }
		])
	)
);
