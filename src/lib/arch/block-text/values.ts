import { perAxis, sidesOf, type PerAxis } from '../net.ts';
import type { Context, Style } from './place.ts';

/** How a parameter's values stand in a line. */
export type Value = Readonly<{
	/** `null`: not permitted. */
	read(text: string, context: Context): unknown;
	/** `undefined`: it cannot be said. */
	print(value: unknown, context: Context): string | undefined;
	permitted: string;
}>;

const LARGEST = 100_000;

/** The largest factor and divisor that printed numbers have. */
const MOST_TIMES = 16;
const MOST_PARTS = 64;

/** A width of fewer channels, as of an image, is no measure of others. */
const LEAST_UNIT = 8;

const NUMBER = /^(\d{1,6})?([CIK])?(?:\/(\d{1,4}))?$/;

const letterOf = (letter: string, { width, entering, classes }: Context): number | undefined =>
	({ C: width, I: entering, K: classes })[letter];

/** Reads `96`, `4C`, `C/4`, `3C/2`; what is no whole number is rounded down. */
function readNumber(text: string, context: Context): number | null {
	const [, times, letter, parts = '1'] = NUMBER.exec(text) ?? [];
	if (times === undefined && letter === undefined) return null;
	const unit = letter === undefined ? 1 : letterOf(letter, context);
	if (unit === undefined || Number(parts) === 0) return null;
	const value = Math.floor((Number(times ?? 1) * unit) / Number(parts));
	return value <= LARGEST ? value : null;
}

/** A number by a letter, where it is a simple multiple or part of it. */
function inLetters(value: number, letter: string, unit: number): string | null {
	if (unit < LEAST_UNIT || value === 0) return null;
	if (value % unit === 0 && value / unit <= MOST_TIMES)
		return value === unit ? letter : `${value / unit}${letter}`;
	if (unit % value === 0 && unit / value <= MOST_PARTS) return `${letter}/${unit / value}`;
	for (let parts = 2; parts <= 8; parts++)
		if ((value * parts) % unit === 0 && value / unit <= MOST_TIMES)
			return `${(value * parts) / unit}${letter}/${parts}`;
	return null;
}

const BOTH = ['C', 'I'] as const;

/** @param letters which to try, in their order; one that says the whole number comes first */
function printNumber(value: number, context: Context, letters: Style['letters']): string {
	const units = { C: context.width, I: context.entering };
	const whole = letters.length > 0 && BOTH.find((letter) => units[letter] === value);
	for (const letter of whole ? [whole, ...letters] : letters) {
		const text = inLetters(value, letter, units[letter]);
		if (text !== null) return text;
	}
	return String(value);
}

const printChannels = (value: number, context: Context): string =>
	printNumber(value, context, context.style.letters);

/** @param least the smallest that is permitted */
const number = (least: number, print: (value: number, context: Context) => string): Value => ({
	read: (text, context) => {
		const value = readNumber(text, context);
		return value !== null && value >= least ? value : null;
	},
	print: (value, context) => (typeof value === 'number' ? print(value, context) : undefined),
	permitted: `a number from ${least} to ${LARGEST}, or a multiple or part of the widths C and I, as 4C, C/4 or 3C/2`
});

/** Channels: usually in terms of a width. */
export const channels = number(1, printChannels);

/** Channels of which the first is number 0. */
export const channelAt = number(0, printChannels);

/** Heads, groups and the like: usually as they are. */
export const count = number(1, (value, context) =>
	printNumber(value, context, context.style.counts ? BOTH : [])
);

export const countFrom0 = number(0, String);

/** Outputs of a linear layer: channels, or K classes. */
export const outputs: Value = {
	...channels,
	read: (text, context) =>
		text === 'K' ? (context.classes === 0 ? 1 : context.classes) : channels.read(text, context),
	print: (value, context) =>
		context.scope === 'head' && value === context.classes ? 'K' : channels.print(value, context)
};

const LARGEST_SIDE = 255;
const SIDES = /^(\d{1,3})(?:x(\d{1,3}))?$/;

/** One number for both sides, or `height x width`. */
export const sides = (least: number): Value => ({
	read: (text) => {
		const [, height, width] = SIDES.exec(text) ?? [];
		if (height === undefined) return null;
		const value = perAxis(Number(height), Number(width ?? height));
		const fits = sidesOf(value).every((side) => side >= least && side <= LARGEST_SIDE);
		return fits ? value : null;
	},
	print: (value) => (isPerAxis(value) ? printSides(value) : undefined),
	permitted: `a number from ${least} to ${LARGEST_SIDE}, or height x width, as 1x11`
});

/** As `sides`, and always both of them. */
export const bothSides: Value = {
	...sides(1),
	read: (text, context) => {
		const read = sides(1).read(text, context);
		return read === null ? null : sidesOf(read as PerAxis);
	}
};

const isPerAxis = (value: unknown): value is PerAxis =>
	typeof value === 'number' || (Array.isArray(value) && value.length === 2);

function printSides(value: PerAxis): string {
	const [height, width] = sidesOf(value);
	return height === width ? String(height) : `${height}x${width}`;
}

const LARGEST_STRIDE = 32;

/** Positions from one output to the next; S is the stride of the block. */
export const stride: Value = {
	read: (text, context) => {
		if (text === 'S') return context.stride;
		const value = Number(text);
		return /^\d{1,2}$/.test(text) && value >= 1 && value <= LARGEST_STRIDE ? value : null;
	},
	print: (value, context) => (value === context.stride && context.stride > 1 ? 'S' : String(value)),
	permitted: `a number from 1 to ${LARGEST_STRIDE}, or S, the stride of the block`
};

const DECIMAL = /^\d{1,6}(?:\.\d{1,9})?(?:e-\d{1,2})?$/;

export const decimal: Value = {
	read: (text) => (DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : null),
	print: (value) => {
		if (typeof value !== 'number') return undefined;
		const [plain, short] = [String(value), value.toExponential()];
		return short.length < plain.length ? short : plain;
	},
	permitted: 'a number, as 1e-6'
};

/** Words that stand for values. */
export const words = (all: Readonly<Record<string, unknown>>): Value => ({
	read: (text) => (Object.hasOwn(all, text) ? all[text] : null),
	print: (value) => Object.keys(all).find((word) => all[word] === value),
	permitted: Object.keys(all).join(', ')
});

/** Either of two kinds of value. */
export const either = (first: Value, second: Value): Value => ({
	read: (text, context) => first.read(text, context) ?? second.read(text, context),
	print: (value, context) => first.print(value, context) ?? second.print(value, context),
	permitted: `${first.permitted}, or ${second.permitted}`
});

/** A value that an operation keeps in an object of one key. */
export const inside = (key: string, value: Value): Value => ({
	read: (text, context) => {
		const read = value.read(text, context);
		return read === null ? null : { [key]: read };
	},
	print: (object, context) =>
		typeof object === 'object' && object !== null && key in object
			? value.print((object as Record<string, unknown>)[key], context)
			: undefined,
	permitted: value.permitted
});
