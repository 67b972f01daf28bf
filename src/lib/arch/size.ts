import { perAxis, sidesOf, type PerAxis } from './net.ts';

/** Whether a value is the size of an image: one number for a square, or `[height, width]`. */
export const isSize = (value: unknown): value is PerAxis =>
	typeof value === 'number' ||
	(Array.isArray(value) && value.length === 2 && value.every((side) => typeof side === 'number'));

/** A value that is known to be a size. */
export function toSize(value: unknown): PerAxis {
	if (!isSize(value)) throw new Error(`${String(value)} is no size`);
	return value;
}

/** `224` for a square, `800x1280` for a height and a width. */
export const printSize = (size: PerAxis): string => {
	const [height, width] = sidesOf(size);
	return height === width ? String(height) : `${height}x${width}`;
};

const SIZE = /^(\d{1,9})(?:\s*[x×]\s*(\d{1,9}))?$/i;

/** Reads `224`, `800x1280` or `800 × 1280`; `null` where a text is none of them. */
export function readSize(text: string): PerAxis | null {
	const [, height, width] = SIZE.exec(text) ?? [];
	return height === undefined ? null : perAxis(Number(height), Number(width ?? height));
}

/** A size as one number, as where it is varied: its height. The width keeps its proportion. */
export const heightOf = (size: PerAxis): number => sidesOf(size)[0];

/**
 * A size of another height in the same proportion.
 *
 * @param fit the permitted side nearest to a number
 */
export function atHeight(size: PerAxis, height: number, fit: (side: number) => number): PerAxis {
	const [before, width] = sidesOf(size);
	return perAxis(fit(height), fit((width / before) * height));
}
