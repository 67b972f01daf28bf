import type { ImageWishes, Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { MetaFormerConfig, Mixer } from './config.ts';

const each = <T>(value: T): readonly T[] => [value, value, value, value];

const v2: MetaFormerConfig = {
	...imageNet,
	depths: [2, 2, 6, 2],
	widths: [64, 128, 320, 512],
	mixers: each<Mixer>('pool'),
	resScales: ['off', 'off', 'on', 'on'],
	kernel: 7,
	headWidth: 32,
	mlpRatio: 4,
	mlpBias: false,
	activation: 'starRelu',
	norm: 'group',
	normBias: false,
	outerNorms: true,
	layerScale: false,
	mlpHead: false
};

const v1: MetaFormerConfig = {
	...v2,
	resScales: each('off'),
	mlpBias: true,
	activation: 'gelu',
	normBias: true,
	outerNorms: false,
	layerScale: true
};

const conv: MetaFormerConfig = { ...v2, mixers: each<Mixer>('conv'), norm: 'layer', mlpHead: true };
const mixed: MetaFormerConfig = { ...conv, mixers: ['conv', 'conv', 'attention', 'attention'] };

type Size = Pick<MetaFormerConfig, 'depths' | 'widths'>;

const small = [64, 128, 320, 512];
const middle = [96, 192, 384, 768];

const pools: Readonly<Record<string, Size>> = {
	s12: { depths: [2, 2, 6, 2], widths: small },
	s24: { depths: [4, 4, 12, 4], widths: small },
	s36: { depths: [6, 6, 18, 6], widths: small },
	m36: { depths: [6, 6, 18, 6], widths: middle },
	m48: { depths: [8, 8, 24, 8], widths: middle }
};

const mixers: Readonly<Record<string, Size>> = {
	s18: { depths: [3, 3, 9, 3], widths: small },
	s36: { depths: [3, 12, 18, 3], widths: small },
	m36: { depths: [3, 12, 18, 3], widths: [96, 192, 384, 576] },
	b36: { depths: [3, 12, 18, 3], widths: [128, 256, 512, 768] }
};

type Row = readonly [
	group: string,
	name: string,
	config: MetaFormerConfig,
	sizes: Readonly<Record<string, Size>>
];

const rows: readonly Row[] = [
	['PoolFormer', 'poolformer', v1, pools],
	['PoolFormer V2', 'poolformerv2', v2, pools],
	['ConvFormer', 'convformer', conv, mixers],
	['CAFormer', 'caformer', mixed, mixers]
];

/** The first PoolFormers want less of an image where they are small. */
const imageOf = (group: string, size: string): ImageWishes | null =>
	group === 'PoolFormer' ? { crop: size.startsWith('s') ? 0.9 : 0.95 } : null;

/** MetaFormer presets under timm's names. */
export const metaFormerPresets: ReadonlyMap<string, Preset & { config: MetaFormerConfig }> =
	new Map(
		rows.flatMap(([group, name, config, sizes]) =>
			Object.entries(sizes).map(([size, lists]) => {
				const image = imageOf(group, size);
				const label = `${group}-${size.toUpperCase()}`;
				return [
					`${name}_${size}`,
					{ label, group, config: { ...config, ...lists }, ...(image ? { image } : {}) }
				] as const;
			})
		)
	);
