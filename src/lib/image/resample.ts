import type { Shape } from '../arch/net.ts';
import type { Interpolation, Preprocessing } from './preprocessing.ts';

/** Pixels row by row, `channels` bytes each, of which the first three are red, green and blue; one is grey. */
export type Pixels = Readonly<{
	width: number;
	height: number;
	channels: number;
	values: ArrayLike<number>;
}>;

type Filter = Readonly<{ support: number; at: (x: number) => number }>;

/** Pillow's filters; its bicubic has a = -0.5. */
const filters: Readonly<Record<Interpolation, Filter>> = {
	bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
	bicubic: {
		support: 2,
		at(signed) {
			const x = Math.abs(signed);
			if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
			return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
		}
	}
};

/** Pillow's fixed point: weights are whole multiples of 2^-22, which decides ties. */
const ONE = 2 ** 22;

/** The input positions that one output position is a weighted sum of, in units of 1 / ONE. */
type Window = Readonly<{ first: number; weights: Float64Array }>;

/** Windows of the output positions `from` to `from + count` when `length` is resized to `resized`. */
function windowsOf(
	{ support, at }: Filter,
	length: number,
	resized: number,
	from: number,
	count: number
): readonly Window[] {
	const scale = length / resized;
	// Shrinking widens the filter: that is what keeps thin lines from flickering away.
	const widen = Math.max(1, scale);
	return Array.from({ length: count }, (_, i) => {
		const centre = (from + i + 0.5) * scale;
		const first = Math.max(0, Math.trunc(centre - support * widen + 0.5));
		const last = Math.min(length, Math.trunc(centre + support * widen + 0.5));
		const weights = Float64Array.from({ length: last - first }, (_, tap) =>
			at((first + tap - centre + 0.5) / widen)
		);
		const sum = weights.reduce((total, weight) => total + weight, 0);
		// Half away from zero, as Pillow rounds them.
		const fixed = (weight: number) => Math.trunc((weight / sum) * ONE + 0.5 * Math.sign(weight));
		return { first, weights: weights.map(fixed) };
	});
}

/** Luminance in one channel, as Pillow has it (ITU-R 601-2 in fixed point). */
export function greyOf({ width, height, channels, values }: Pixels): Pixels {
	const at = (pixel: number, channel: number) => values[pixel * channels + channel] ?? 0;
	const grey = Uint8ClampedArray.from(
		{ length: width * height },
		(_, i) => (19_595 * at(i, 0) + 38_470 * at(i, 1) + 7_471 * at(i, 2) + 0x8000) >> 16
	);
	return { width, height, channels: 1, values: grey };
}

type Size = Readonly<{ width: number; height: number }>;

/**
 * Where the input is cut out of the resized image. timm's transforms round differently for a square
 * (torchvision's Resize) and for a rectangle (ResizeKeepRatio).
 */
function cutOf({ width, height }: Size, input: Size, crop: number) {
	const least = { width: Math.floor(input.width / crop), height: Math.floor(input.height / crop) };
	const byWidth = least.width * height >= least.height * width;
	const whole = input.width === input.height ? Math.trunc : roundHalfEven;
	const across = byWidth ? least.width : whole((least.height * width) / height);
	const down = byWidth ? whole((least.width * height) / width) : least.height;
	const margin = (length: number, kept: number) => roundHalfEven((length - kept) / 2);
	return {
		width: across,
		height: down,
		left: margin(across, input.width),
		top: margin(down, input.height)
	};
}

/**
 * The part of an image that a network sees, as shares of its sides.
 *
 * @param input `[height, width, ...]`
 */
export function seenPart(size: Size, [height = 0, width = 0]: Shape, crop: number) {
	const cut = cutOf(size, { width, height }, crop);
	return {
		left: cut.left / cut.width,
		top: cut.top / cut.height,
		width: width / cut.width,
		height: height / cut.height
	};
}

/** As Python rounds: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
	const below = Math.floor(value);
	if (value - below !== 0.5) return Math.round(value);
	return below % 2 === 0 ? below : below + 1;
}

/**
 * What a network sees of an image: resized so that its input, over `crop`, fits in it, and cut out of
 * the middle. As Pillow does it: across, then down, rounded to bytes each time.
 *
 * @param input `[height, width, channels]`: as many of the pixels’ channels
 * @returns bytes of that shape
 */
export function cropOf(
	pixels: Pixels,
	input: Shape,
	{ crop, interpolation }: Pick<Preprocessing, 'crop' | 'interpolation'>
): Uint8ClampedArray {
	const [rowCount = 0, columnCount = 0, depth = 0] = input;
	const { width, height, channels, values } = pixels;
	const cut = cutOf(pixels, { width: columnCount, height: rowCount }, crop);
	const filter = filters[interpolation];
	const columns = windowsOf(filter, width, cut.width, cut.left, columnCount);
	const rows = windowsOf(filter, height, cut.height, cut.top, rowCount);

	const across = new Uint8ClampedArray(height * columnCount * depth);
	for (let y = 0; y < height; y++)
		columns.forEach(({ first, weights }, x) => {
			for (let c = 0; c < depth; c++) {
				let sum = 0;
				for (let tap = 0; tap < weights.length; tap++)
					sum += (weights[tap] ?? 0) * (values[(y * width + first + tap) * channels + c] ?? 0);
				across[(y * columnCount + x) * depth + c] = Math.floor(sum / ONE + 0.5);
			}
		});

	const seen = new Uint8ClampedArray(rowCount * columnCount * depth);
	rows.forEach(({ first, weights }, y) => {
		for (let i = 0; i < columnCount * depth; i++) {
			let sum = 0;
			for (let tap = 0; tap < weights.length; tap++)
				sum += (weights[tap] ?? 0) * (across[(first + tap) * columnCount * depth + i] ?? 0);
			seen[y * columnCount * depth + i] = Math.floor(sum / ONE + 0.5);
		}
	});
	return seen;
}

const average = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Bytes `[.., 3]` as a network wants them: from 0 to 1, less the mean, over the deviation. Grey ones
 * `[.., 1]` take the averages of the three means and deviations.
 */
export function normalized(
	bytes: Uint8ClampedArray,
	{ mean, std }: Pick<Preprocessing, 'mean' | 'std'>,
	channels: 1 | 3 = 3
): Float32Array {
	const [less, over] = channels === 3 ? [mean, std] : [[average(mean)], [average(std)]];
	return Float32Array.from(bytes, (byte, i) => {
		const c = i % channels;
		return (byte / 255 - (less[c] ?? 0)) / (over[c] ?? 1);
	});
}
