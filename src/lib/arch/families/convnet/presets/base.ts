import type { ImageWishes } from '../../../family.ts';
import { imageNet } from '../../common-fields.ts';
import type { ConvNetConfig } from '../config.ts';

type Changes = Partial<ConvNetConfig>;

/** A preset: timm's name, what it is called, and what it changes in the config of its heading. */
export type Row = readonly [name: string, label: string, changes?: Changes, image?: ImageWishes];

/** Presets under one heading, and the config that they change. */
export type Group = readonly [heading: string, base: ConvNetConfig, rows: readonly Row[]];

const each = <T>(value: T): readonly T[] => [value, value, value, value];
export const doubling = (width: number): readonly number[] => [
	width,
	2 * width,
	4 * width,
	8 * width
];

/** ResNet v1.5 as in torchvision and timm: stride 2 on the bottleneck's 3 × 3. */
export const resnet: ConvNetConfig = {
	...imageNet,
	stem: 'conv-pool',
	patch: 4,
	stemWidth: 32,
	stemPool: 'max',
	depths: [3, 4, 6, 3],
	widths: doubling(64),
	kernels: each(3),
	expansions: each(4),
	block: 'bottleneck',
	conv: 'dense',
	cardinality: 32,
	groupWidth: 16,
	inner: 1,
	reduceFirst: 1,
	blockWidths: [],
	pointwise: 'linear',
	norm: 'batch',
	normGroups: 32,
	normEps: 'usual',
	normAfter: ['1', '2', '3'],
	activation: 'relu',
	activationAfter: ['1', '2', '3'],
	outerNorms: ['stem', 'downsample'],
	headNorm: 'after-pool',
	headHidden: 0,
	downsample: 'in-block',
	outputStride: '32',
	strideOn: 'spatial',
	shortcut: 'conv',
	antialias: 'none',
	layerScale: false,
	grn: false,
	se: 'none',
	seReduction: 16
};

export const resnext: ConvNetConfig = { ...resnet, conv: 'grouped', inner: 2 };

/** ConvNeXt as in timm's convnext.py and facebookresearch/ConvNeXt. */
export const convnext: ConvNetConfig = {
	...resnet,
	stem: 'patchify',
	depths: [3, 3, 9, 3],
	widths: doubling(96),
	kernels: each(7),
	block: 'spatial-first',
	conv: 'depthwise',
	norm: 'layer',
	normAfter: ['1'],
	activation: 'gelu',
	activationAfter: ['2'],
	outerNorms: ['stem', 'downsample', 'head'],
	downsample: 'separate',
	layerScale: true
};

/** Depths of ResNets by the number of their layers. */
export const DEPTHS = {
	10: [1, 1, 1, 1],
	18: [2, 2, 2, 2],
	34: [3, 4, 6, 3],
	101: [3, 4, 23, 3],
	152: [3, 8, 36, 3],
	200: [3, 24, 36, 3],
	269: [3, 30, 48, 8]
} as const;

export const depth = (layers: keyof typeof DEPTHS): Changes => ({ depths: DEPTHS[layers] });

/** Three 3 × 3 in place of the stem's 7 × 7. */
export const deepStem: Changes = { stem: 'deep' };

/** ResNet-D (arXiv 1812.01187): a deep stem, and an average in the shortcuts. */
export const d: Changes = { ...deepStem, shortcut: 'average' };

/** The same with a stem that begins narrower. */
export const t: Changes = { ...d, stem: 'deep-tiered' };

export const basic: Changes = { block: 'basic' };
