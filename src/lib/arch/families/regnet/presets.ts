import type { ImageWishes, Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { RegNetConfig } from './config.ts';
import { stagesOf } from './line.ts';

const base: RegNetConfig = {
	...imageNet,
	widthRule: 'line',
	depth: 13,
	initialWidth: 24,
	slope: 36.44,
	multiplier: 2.49,
	groupWidth: 8,
	groupRounding: 'nearest',
	depths: [],
	widths: [],
	groupWidths: [],
	bottleneck: 1,
	seRatio: 0,
	shortcut: 'conv',
	preNorm: false,
	linearOut: false,
	norm: 'batch',
	normGroupWidth: 16,
	activation: 'relu',
	outputStride: '32',
	stemWidth: 32,
	headWidth: 0
};

type Line = readonly [depth: number, w0: number, wa: number, wm: number, groupWidth: number];
type Row = readonly [
	size: string,
	line: Line,
	changes?: Partial<RegNetConfig>,
	image?: ImageWishes | null,
	label?: string
];

/** torchvision's weights of 2022 want more of the image, the paper's want less. */
const torchvision: ImageWishes = { crop: 0.965 };
const pycls: ImageWishes = { crop: 0.875 };
const swag: ImageWishes = { crop: 1 };
const asTorchvision: Partial<RegNetConfig> = { groupRounding: 'within-tenth' };
const large = { input: 384 };

const x: readonly Row[] = [
	['002', [13, 24, 36.44, 2.49, 8], {}, pycls],
	['004', [22, 24, 24.48, 2.54, 16], {}, pycls],
	['004_tv', [22, 24, 24.48, 2.54, 16], asTorchvision, torchvision],
	['006', [16, 48, 36.97, 2.24, 24], {}, pycls],
	['008', [16, 56, 35.73, 2.28, 16], {}, torchvision],
	['016', [18, 80, 34.01, 2.25, 24], {}, torchvision],
	['032', [25, 88, 26.31, 2.25, 48], {}, torchvision],
	['040', [23, 96, 38.65, 2.43, 40], {}, pycls],
	['064', [17, 184, 60.83, 2.07, 56], {}, pycls],
	['080', [23, 80, 49.56, 2.88, 120], {}, torchvision],
	['120', [19, 168, 73.36, 2.37, 112], {}, pycls],
	['160', [22, 216, 55.59, 2.1, 128], {}, torchvision],
	['320', [23, 320, 69.86, 2, 168], {}, torchvision]
];

const y: readonly Row[] = [
	['002', [13, 24, 36.44, 2.49, 8], {}, pycls],
	['004', [16, 48, 27.89, 2.09, 8], {}, torchvision],
	['006', [15, 48, 32.54, 2.32, 16], {}, pycls],
	['008', [14, 56, 38.84, 2.4, 16], {}, pycls],
	['008_tv', [14, 56, 38.84, 2.4, 16], asTorchvision, torchvision],
	['016', [27, 48, 20.71, 2.65, 24], {}, torchvision],
	['032', [21, 80, 42.63, 2.66, 24]],
	['040', [22, 96, 31.41, 2.24, 64]],
	['040_sgn', [22, 96, 31.41, 2.24, 64], { norm: 'group', activation: 'silu' }, null, ', GN'],
	['064', [25, 112, 33.22, 2.27, 72]],
	['080', [17, 192, 76.82, 2.19, 56]],
	['080_tv', [17, 192, 76.82, 2.19, 56], asTorchvision, torchvision],
	['120', [19, 168, 73.36, 2.37, 112]],
	['160', [18, 200, 106.23, 2.48, 112]],
	['320', [20, 232, 115.89, 2.53, 232], {}, torchvision],
	['640', [20, 352, 147.48, 2.4, 328], large, swag],
	['1280', [27, 456, 160.83, 2.52, 264], large, swag],
	['2560', [27, 640, 230.83, 2.53, 373], large, swag]
];

const z: readonly Row[] = [
	['005', [21, 16, 10.7, 2.51, 4], { headWidth: 1024 }],
	['040', [28, 48, 14.5, 2.226, 8], { input: 256 }, swag],
	['040_h', [28, 48, 14.5, 2.226, 8], { input: 256, headWidth: 1536 }, swag, ', wide head']
];

const v: readonly Row[] = [
	['040', [22, 96, 31.41, 2.24, 64]],
	['064', [25, 112, 33.22, 2.27, 72], { shortcut: 'average' }]
];

const gated: Partial<RegNetConfig> = { seRatio: 0.25 };
const groups: readonly (readonly [
	group: string,
	letter: string,
	rows: readonly Row[],
	changes: Partial<RegNetConfig>
])[] = [
	['RegNet X', 'x', x, {}],
	['RegNet Y', 'y', y, gated],
	[
		'RegNet Z',
		'z',
		z,
		{ ...gated, bottleneck: 4, shortcut: 'none', linearOut: true, activation: 'silu' }
	],
	['RegNet V', 'v', v, { ...gated, preNorm: true, activation: 'silu' }]
];

/** Three digits or more are hundreds of millions of MACs: `032` is 3.2 GF. */
function labelOf(letter: string, size: string, end: string | undefined): string {
	const [digits = '', mark] = size.split('_');
	const hundreds = Number(digits);
	const giga = hundreds / 10;
	const amount =
		hundreds < 10 ? `${hundreds * 100}MF` : `${giga.toFixed(hundreds < 100 ? 1 : 0)}GF`;
	return `RegNet${letter.toUpperCase()}-${amount}${end ?? (mark === 'tv' ? ', torchvision' : '')}`;
}

/** Lists that say the same as the line, for a person who goes on from there stage by stage. */
function withStages(config: RegNetConfig): RegNetConfig {
	const stages = stagesOf(config);
	return {
		...config,
		depths: stages.map(({ depth }) => depth),
		widths: stages.map(({ width }) => width),
		groupWidths: stages.map(({ groupWidth }) => groupWidth)
	};
}

/** RegNet presets under timm's names. */
export const regNetPresets: ReadonlyMap<string, Preset & { config: RegNetConfig }> = new Map(
	groups.flatMap(([group, letter, rows, common]) =>
		rows.map(([size, line, changes, image, end]) => {
			const [depth, initialWidth, slope, multiplier, groupWidth] = line;
			const said = { depth, initialWidth, slope, multiplier, groupWidth };
			const config = withStages({ ...base, ...common, ...said, ...changes });
			const label = labelOf(letter, size, end);
			const preset = { label, group, config, ...(image ? { image } : {}) };
			return [`regnet${letter}_${size}`, preset] as const;
		})
	)
);
