import {
	symbol,
	symbolAsterisk,
	symbolCircle,
	symbolCross,
	symbolDiamond,
	symbolDiamond2,
	symbolPlus,
	symbolSquare,
	symbolSquare2,
	symbolStar,
	symbolTimes,
	symbolTriangle,
	symbolTriangle2,
	symbolWye,
	type SymbolType
} from 'd3';
import type { Kind } from '../../arch/ops.ts';

/** A kind's shape, so that colour is not its only sign; the quiet kinds are drawn in outline. */
const SHAPES: Readonly<Record<Kind, readonly [shape: SymbolType, outline: boolean]>> = {
	'dense conv': [symbolSquare, false],
	'grouped conv': [symbolWye, false],
	depthwise: [symbolTriangle, false],
	pointwise: [symbolCircle, false],
	attention: [symbolStar, false],
	classifier: [symbolDiamond, false],
	norm: [symbolPlus, true],
	activation: [symbolTimes, true],
	pooling: [symbolSquare2, true],
	scale: [symbolDiamond2, true],
	embedding: [symbolTriangle2, true],
	layout: [symbolAsterisk, true],
	add: [symbolCross, false]
};

export const isOutline = (kind: Kind): boolean => SHAPES[kind][1];

/** The path of a kind's shape around the origin, `area` px² large. */
export const shapeOf = (kind: Kind, area: number): string => symbol(SHAPES[kind][0], area)() ?? '';
