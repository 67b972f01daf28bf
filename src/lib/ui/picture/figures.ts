import type { Figure } from '../../graph/boxes.ts';
import { milliseconds, si } from '../format.ts';

/** What counts are called is the reader's choice; times are measured, or predicted. */
export type FigureNames = Readonly<{ macs: string; time: string }>;

/** What a track is called. */
export const figureName = (figure: Figure, names: FigureNames): string =>
	figure === 'macs' || figure === 'time' ? names[figure] : figure;

/** A figure with three digits and its unit's prefix. */
export const figureText = (figure: Figure, value: number): string =>
	figure === 'time' ? milliseconds(value) : si(value);
