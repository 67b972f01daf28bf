import type { Figure } from '../../graph/boxes.ts';
import { milliseconds, si } from '../format.ts';

/** What a track is called. */
export const figureNames: Readonly<Record<Figure, string>> = {
	macs: 'MACs',
	params: 'params',
	activations: 'activations',
	time: 'time'
};

/** A figure with three digits and its unit's prefix. */
export const figureText = (figure: Figure, value: number): string =>
	figure === 'time' ? milliseconds(value) : si(value);
