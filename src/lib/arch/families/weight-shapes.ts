import type { Config } from '../fields.ts';
import { perAxis, sidesOf, type PerAxis, type Shape, type Sides } from '../net.ts';
import { isSize } from '../size.ts';

/** Shapes of a file's tensors by timm's names. */
export type Shapes = ReadonlyMap<string, Shape>;

/** A way to read a file as a network of some family. */
export type Guess = Readonly<{
	/** Fields that follow from names and shapes. */
	read: Config;
	/** Values for fields that do not, given those of the nearest preset. */
	assume?: (base: Config) => Config;
	/** Why those values, by field, where more is to say than that they are the preset's. */
	why?: (base: Config) => Readonly<Record<string, string>>;
	/** Fields whose values are likely for other reasons, and tell little of which preset is the nearest. */
	leans?: readonly string[];
	/** Why some of them need no question, by field. */
	known?: Readonly<Record<string, string>>;
	/** What goes with another answer to a question, by its field. */
	along?: Readonly<Record<string, Config>>;
}>;

/** Length of an axis; 0 where there is no such tensor or axis. */
export const size = (shapes: Shapes, name: string, axis: number): number =>
	shapes.get(name)?.[axis] ?? 0;

/** More than any field permits, and few enough to count. */
const MOST = 1000;

/** How many of `nameOf(0)`, `nameOf(1)`, ... there are before one is missing. */
export function countFrom(shapes: Shapes, nameOf: (index: number) => string): number {
	let count = 0;
	while (count < MOST && shapes.has(nameOf(count))) count += 1;
	return count;
}

export const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

/** Ratios are multiples of this. */
export const STEP = 0.25;

/**
 * The ratio that gives `wide` channels from `width` when the product is rounded down; the bare
 * quotient when no permitted ratio does.
 *
 * @param fine a finer step, for families whose ratios have one
 */
export function ratioOf(wide: number, width: number, fine = STEP): number {
	for (const step of [STEP, fine]) {
		const steps = Math.ceil(Number((wide / width / step).toFixed(6)));
		const ratio = Number((steps * step).toFixed(6));
		if (Math.trunc(ratio * width) === wide) return ratio;
	}
	return wide / width;
}

/** The largest of such ratios, in steps. */
const MOST_STEPS = 64;

/** The ratio that gives every stage its hidden channels: narrow stages alone leave several. */
export function commonRatioOf(hidden: readonly number[], widths: readonly number[]): number {
	const fits = (ratio: number) =>
		hidden.every((wide, stage) => Math.trunc(ratio * (widths[stage] ?? 0)) === wide);
	const ratios = range(MOST_STEPS).map((steps) => (steps + 1) * STEP);
	return ratios.find(fits) ?? ratioOf(hidden[0] ?? 0, widths[0] ?? 1);
}

/** Whole factors of a number, as close to each other as there are. */
function nearestFactors(product: number): Sides {
	let low = Math.floor(Math.sqrt(product));
	while (low > 1 && product % low !== 0) low -= 1;
	return [low, product / low];
}

/**
 * Size of an image that gives so many patches in all; the preset's where it does. Which of several
 * rectangles it was, shapes do not tell.
 */
export function inputWith(patches: number, patch: number, { input }: Config): PerAxis {
	if (isSize(input)) {
		const [rows = 0, columns = 0] = sidesOf(input).map((side) => Math.floor(side / patch));
		if (rows * columns === patches) return input;
	}
	const [height, width] = nearestFactors(Math.max(1, patches));
	return perAxis(Math.max(8, height * patch), Math.max(8, width * patch));
}
