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
import { families } from '../../arch/families.ts';
import type { Family } from '../../arch/family.ts';
import type { Mark, MarkShape } from '../../arch/mark.ts';
import type { Hue } from '../palette.ts';

/** A mark as it is drawn. */
export type FamilyMark = Readonly<{ hue: Hue; d: string }>;

/** Shapes of one area look unequal in size; stars and crosses need less of it. */
const outline = (shape: SymbolType, size: number): string => symbol(shape, size)() ?? '';

const OUTLINES: Readonly<Record<MarkShape, string>> = {
	circle: outline(symbolCircle, 74),
	diamond: outline(symbolDiamond, 64),
	star: outline(symbolStar, 60),
	square: outline(symbolSquare, 58),
	cross: outline(symbolCross, 60),
	triangle: outline(symbolTriangle, 60),
	'triangle down': 'M0,6L-6,-4.5H6Z',
	wye: outline(symbolWye, 60),
	pentagon: 'M0,-5L5,-1.4L3.1,4.4H-3.1L-5,-1.4Z',
	'pentagon down': 'M0,5L5,1.4L3.1,-4.4H-3.1L-5,1.4Z',
	bar: 'M-6.5,-2.5H6.5V2.5H-6.5Z',
	pillar: 'M-2.5,-6.5V6.5H2.5V-6.5Z',
	hexagon: 'M-5,0L-2.5,-4.4H2.5L5,0L2.5,4.4H-2.5Z',
	hourglass: 'M-5,-5.5H5L-5,5.5H5Z',
	bow: 'M-5.5,-5V5L5.5,-5V5Z',
	chevron: 'M-6,-5L0,-0.5L6,-5V0.5L0,5.5L-6,0.5Z'
};

const OTHER: FamilyMark = {
	hue: { light: '#1b1f23', dark: '#ebe9e2' },
	d: outline(symbolCircle, 50)
};

export const drawnMark = ({ shape, light, dark }: Mark): FamilyMark => ({
	hue: { light, dark },
	d: OUTLINES[shape]
});

/** The mark of designs under a heading among the presets of some families. */
export function familyMark(group: string, among: readonly Family[] = families()): FamilyMark {
	const found = among.flatMap(({ groups }) => groups[group] ?? [])[0];
	return found ? drawnMark(found.mark) : OTHER;
}
