import {
	symbol,
	symbolCircle,
	symbolCross,
	symbolDiamond,
	symbolSquare,
	symbolStar,
	symbolTriangle,
	symbolWye,
	type SymbolType
} from 'd3';
import type { Hue } from '../palette.ts';

/** How designs of one family are marked: by colour and by shape, so that neither stands alone. */
export type FamilyMark = Readonly<{ hue: Hue; d: string }>;

/** Shapes of one area look unequal in size; stars and crosses need less of it. */
const mark = (light: string, dark: string, shape: SymbolType, size = 64): FamilyMark => ({
	hue: { light, dark },
	d: symbol(shape, size)() ?? ''
});

const MARKS: Readonly<Record<string, FamilyMark>> = {
	ConvNeXt: mark('#a8410f', '#f09a58', symbolCircle, 74),
	'ConvNeXt V2': mark('#8f6a00', '#f3d77a', symbolDiamond),
	'ConvNeXt, isotropic': mark('#8c2f52', '#e5658e', symbolStar, 60),
	ResNet: mark('#1b6fae', '#72c9fc', symbolSquare, 58),
	ResNeXt: mark('#4b2484', '#9d96ff', symbolCross, 60),
	Swin: mark('#1b6b36', '#6fcf97', symbolTriangle, 60),
	ViT: { hue: { light: '#5b6168', dark: '#b8bec6' }, d: 'M0,6L-6,-4.5H6Z' },
	DeiT: mark('#b01a6e', '#f7a6cf', symbolWye, 60)
};

const OTHER = mark('#1b1f23', '#ebe9e2', symbolCircle, 50);

/** The mark of a family by its heading among the presets. */
export const familyMark = (group: string): FamilyMark => MARKS[group] ?? OTHER;
