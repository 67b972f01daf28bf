import type { Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { SwinConfig } from './config.ts';

const four = (value: number): readonly number[] => [value, value, value, value];

const tiny: SwinConfig = {
	...imageNet,
	version: 'v1',
	patch: 4,
	width: 96,
	depths: [2, 2, 6, 2],
	heads: [3, 6, 12, 24],
	window: four(7),
	windowWidth: four(0),
	pretrainedWindow: four(0),
	mlpRatio: 4,
	qkvBias: true
};
const small: SwinConfig = { ...tiny, depths: [2, 2, 18, 2] };
const base: SwinConfig = { ...small, width: 128, heads: [4, 8, 16, 32] };
const large: SwinConfig = { ...small, width: 192, heads: [6, 12, 24, 48] };
const larger = { input: 384, window: four(12) };

const v2 = (window: number, input = 256) =>
	({ version: 'v2', window: four(window), input }) as const;
/** First trained on 192 px and 21,841 classes; its last maps were smaller than its windows. */
const before = { ...v2(12, 192), classes: 21841 };
const tuned = (window: number, input: number) => ({
	...v2(window, input),
	pretrainedWindow: [12, 12, 12, 6]
});

type Row = readonly [name: string, label: string, config: SwinConfig];

const groups: readonly (readonly [group: string, rows: readonly Row[]])[] = [
	[
		'Swin',
		[
			['swin_tiny_patch4_window7_224', 'Swin-T', tiny],
			['swin_small_patch4_window7_224', 'Swin-S', small],
			['swin_base_patch4_window7_224', 'Swin-B', base],
			['swin_large_patch4_window7_224', 'Swin-L', large],
			['swin_base_patch4_window12_384', 'Swin-B, 384 px', { ...base, ...larger }],
			['swin_large_patch4_window12_384', 'Swin-L, 384 px', { ...large, ...larger }],
			['swin_s3_tiny_224', 'S3-T', { ...tiny, window: [7, 7, 14, 7] }],
			['swin_s3_small_224', 'S3-S', { ...small, window: [14, 14, 14, 7] }],
			['swin_s3_base_224', 'S3-B', { ...tiny, depths: [2, 2, 30, 2], window: [7, 7, 14, 7] }]
		]
	],
	[
		'Swin V2',
		[
			['swinv2_tiny_window8_256', 'Swin V2-T, window 8', { ...tiny, ...v2(8) }],
			['swinv2_tiny_window16_256', 'Swin V2-T, window 16', { ...tiny, ...v2(16) }],
			['swinv2_small_window8_256', 'Swin V2-S, window 8', { ...small, ...v2(8) }],
			['swinv2_small_window16_256', 'Swin V2-S, window 16', { ...small, ...v2(16) }],
			['swinv2_base_window8_256', 'Swin V2-B, window 8', { ...base, ...v2(8) }],
			['swinv2_base_window16_256', 'Swin V2-B, window 16', { ...base, ...v2(16) }],
			['swinv2_base_window12_192', 'Swin V2-B, 192 px', { ...base, ...before }],
			['swinv2_base_window12to16_192to256', 'Swin V2-B, tuned', { ...base, ...tuned(16, 256) }],
			[
				'swinv2_base_window12to24_192to384',
				'Swin V2-B, tuned, 384 px',
				{ ...base, ...tuned(24, 384) }
			],
			['swinv2_large_window12_192', 'Swin V2-L, 192 px', { ...large, ...before }],
			['swinv2_large_window12to16_192to256', 'Swin V2-L, tuned', { ...large, ...tuned(16, 256) }],
			[
				'swinv2_large_window12to24_192to384',
				'Swin V2-L, tuned, 384 px',
				{ ...large, ...tuned(24, 384) }
			]
		]
	]
];

/** Swin presets under timm's names. */
export const swinPresets: ReadonlyMap<string, Preset & { config: SwinConfig }> = new Map(
	groups.flatMap(([group, rows]) =>
		rows.map(([name, label, config]) => [
			name,
			{ label, group, config, ...(config.input === 384 ? { image: { crop: 1 } } : {}) }
		])
	)
);
