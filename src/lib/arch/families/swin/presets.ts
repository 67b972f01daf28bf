import type { Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { SwinConfig } from './build.ts';

const tiny: SwinConfig = {
	...imageNet,
	patch: 4,
	width: 96,
	depths: [2, 2, 6, 2],
	heads: [3, 6, 12, 24],
	window: 7,
	mlpRatio: 4,
	qkvBias: true
};
const small: SwinConfig = { ...tiny, depths: [2, 2, 18, 2] };
const base: SwinConfig = { ...small, width: 128, heads: [4, 8, 16, 32] };
const large: SwinConfig = { ...small, width: 192, heads: [6, 12, 24, 48] };
const larger = { input: 384, window: 12 };

const rows: readonly (readonly [name: string, label: string, config: SwinConfig])[] = [
	['swin_tiny_patch4_window7_224', 'Swin-T', tiny],
	['swin_small_patch4_window7_224', 'Swin-S', small],
	['swin_base_patch4_window7_224', 'Swin-B', base],
	['swin_large_patch4_window7_224', 'Swin-L', large],
	['swin_base_patch4_window12_384', 'Swin-B, 384 px', { ...base, ...larger }],
	['swin_large_patch4_window12_384', 'Swin-L, 384 px', { ...large, ...larger }]
];

/** Swin presets under timm's names. */
export const swinPresets: ReadonlyMap<string, Preset & { config: SwinConfig }> = new Map(
	rows.map(([name, label, config]) => [
		name,
		{ label, group: 'Swin', config, ...(config.input === 384 ? { image: { crop: 1 } } : {}) }
	])
);
