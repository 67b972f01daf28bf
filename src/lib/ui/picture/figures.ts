import type { Figure } from '../../graph/boxes.ts';
import { milliseconds, si } from '../format.ts';

/** What a track is called; what counts are called is the reader's choice. */
export const figureName = (figure: Figure, countName: string): string =>
	figure === 'macs' ? countName : figure;

/** A figure with three digits and its unit's prefix. */
export const figureText = (figure: Figure, value: number): string =>
	figure === 'time' ? milliseconds(value) : si(value);
