import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';

/**
 * Weights and an image that anyone can make again bit for bit in float32, so that a live run can be
 * compared with another implementation. A value follows from the tensor's name in PyTorch's state
 * dict and its row-major index in PyTorch's layout; all integer arithmetic is modulo 2^32.
 */

const GOLDEN = 0x9e3779b9;

/** FNV-1a, 32 bits, over the bytes of a name. */
export function fnv1a(text: string): number {
	let hash = 2166136261;
	for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619);
	return hash >>> 0;
}

/** Murmur3's finalizer as a number in [-1, 1), exact in float32. */
function unit(state: number): number {
	let x = state ^ (state >>> 16);
	x = Math.imul(x, 0x85ebca6b);
	x ^= x >>> 13;
	x = Math.imul(x, 0xc2b2ae35);
	x ^= x >>> 16;
	return ((x >>> 8) - 8388608) / 8388608;
}

/** The i-th value of the uniform sequence that belongs to a name, in [-1, 1). */
export const uniform = (name: string, i: number): number =>
	unit((fnv1a(name) + Math.imul(i + 1, GOLDEN)) | 0);

type Spread = readonly [base: number, scale: number];

const BY_LAST_SEGMENT: Readonly<Record<string, Spread>> = {
	running_mean: [0, 0.1],
	running_var: [1, 0.25],
	relative_position_bias_table: [0, 0.5],
	cls_token: [0, 0.5],
	pos_embed: [0, 0.5],
	logit_scale: [2.3, 0.2],
	scale: [0.5, 0.25],
	reg_token: [0, 0.5],
	dist_token: [0, 0.5],
	latent: [0, 0.5],
	gamma: [0.5, 0.25],
	gamma_1: [0.5, 0.25],
	gamma_2: [0.5, 0.25],
	freqs: [0, 0.5]
};

/** Centre and half-width of a tensor's values: they keep activations near unit variance. */
export function spreadOf(name: string, shape: Shape): Spread {
	const last = name.slice(name.lastIndexOf('.') + 1);
	const named = BY_LAST_SEGMENT[last];
	if (named) return named;
	if (last.endsWith('bias')) return [0, 0.1];
	if (shape.length === 0) throw new Error(`there is no rule for the weight ${name}`);
	if (shape.length > 1) return [0, Math.sqrt(3 / elements(shape.slice(1)))];
	// A line of a block can call a factor or an offset of each channel whatever it likes.
	return last.endsWith('weight') ? [1, 0.25] : [0.5, 0.25];
}

/** How a report and a file name these weights. */
export const WEIGHTS_LABEL = 'deterministic weights, the same on every machine; not trained';

/** All values of a tensor, row-major in PyTorch's layout. */
export const deterministicWeights = (name: string, shape: Shape): Float32Array<ArrayBuffer> =>
	spreadValues(name, elements(shape), spreadOf(name, shape));

/** So many values that belong to a name, around a centre. */
export function spreadValues(
	name: string,
	count: number,
	[base, exactScale]: Spread
): Float32Array<ArrayBuffer> {
	const values = new Float32Array(count);
	const scale = Math.fround(exactScale);
	let state = fnv1a(name) | 0;
	for (let i = 0; i < values.length; i++) {
		state = (state + GOLDEN) | 0;
		const value = Math.fround(unit(state) * scale);
		values[i] = base === 0 ? value : base + value;
	}
	return values;
}

/** A test image of a shape `[height, width, channels]`: slanted stripes with noise, not normalized. */
export function deterministicImage(input: Shape): Float32Array {
	const [height = 0, width = 0, channels = 0] = input;
	const values = new Float32Array(elements(input));
	const seed = fnv1a('input');
	for (let c = 0; c < channels; c++)
		for (let y = 0; y < height; y++)
			for (let x = 0; x < width; x++) {
				const i = (c * height + y) * width + x;
				const stripe = (x * (c + 1) + 2 * y) % 64;
				const noise = unit((seed + Math.imul(i + 1, GOLDEN)) | 0);
				values[(y * width + x) * channels + c] = (2 * stripe - 63) / 64 + 0.5 * noise;
			}
	return values;
}

/** An image `[height, width, channels]` as PyTorch and ONNX take it, `[channels, height, width]`. */
export function channelsFirst(image: Float32Array, input: Shape): Float32Array<ArrayBuffer> {
	const [height = 0, width = 0, channels = 0] = input;
	const positions = height * width;
	return Float32Array.from({ length: image.length }, (_, i) => {
		const [channel, position] = [Math.floor(i / positions), i % positions];
		return image[position * channels + channel] ?? 0;
	});
}
