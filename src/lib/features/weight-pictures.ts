import type { Layer } from '../arch/infer.ts';
import { sidesOf, type Sides } from '../arch/net.ts';
import type { Weight } from '../arch/ops.ts';
import type { ChannelMap } from './maps.ts';

/**
 * What a weight is a picture of: the kernel of each channel of a depthwise convolution, the filters of
 * one that takes colours, the positions of tokens, or what windows add to scores for each head.
 */
export type PictureKind = 'kernels' | 'filters' | 'positions' | 'bias';

/** Of which weights there is a picture; `null` of all others. */
export function pictureKind({ op, in: x }: Layer, weight: Weight): PictureKind | null {
	const [, inputs = 0, height = 1, width = 1] = weight.shape;
	if (op.kind === 'attention' && op.window !== null) return 'bias';
	if (op.kind === 'positionEmbedding') return 'positions';
	if (op.kind !== 'conv' || weight.name !== 'weight' || height * width === 1) return null;
	if (inputs === 1) return 'kernels';
	return x.at(-1) === 3 && inputs === 3 ? 'filters' : null;
}

const mapOf = (sides: Sides, values: Float32Array): ChannelMap => ({
	...{ rows: sides[0], columns: sides[1], values },
	leading: new Float32Array()
});

/** Kernel of one channel, from weights `[out, 1, height, width]`. */
export function kernelOf(values: Float32Array, shape: readonly number[], channel: number) {
	const [, , height = 1, width = 1] = shape;
	const size = height * width;
	return mapOf([height, width], values.slice(channel * size, (channel + 1) * size));
}

/**
 * A filter as it weighs red, green and blue, from weights `[out, 3, height, width]`: its strongest
 * weight is full or no light, and what weighs nothing is grey.
 */
export function filterOf(values: Float32Array, shape: readonly number[], channel: number) {
	const [, , height = 1, width = 1] = shape;
	const size = height * width;
	const own = values.subarray(channel * 3 * size, (channel + 1) * 3 * size);
	const strongest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
	const pixels = new Uint8ClampedArray(4 * size).fill(255);
	const colours = Array.from({ length: size }, (_, at) =>
		[0, 1, 2].map((colour) => own[colour * size + at] ?? 0)
	);
	colours.forEach((of, at) =>
		of.forEach((value, i) => (pixels[4 * at + i] = 127.5 * (1 + value / strongest)))
	);
	// What is brighter than grey everywhere is a number for each place, too.
	const means = Float32Array.from(colours, (of) => of.reduce((sum, value) => sum + value, 0) / 3);
	return { map: mapOf([height, width], means), pixels, colours };
}

/** Cosine between a position's row of a table `[positions, channels]` and every row; 0 for rows of zeros. */
export function similarities(
	values: Float32Array,
	channels: number,
	position: number
): Float32Array {
	const lengths = Array.from({ length: values.length / channels }, (_, row) =>
		Math.hypot(...values.subarray(row * channels, (row + 1) * channels))
	);
	return Float32Array.from(lengths, (length, row) => {
		let product = 0;
		for (let c = 0; c < channels; c++)
			product += (values[row * channels + c] ?? 0) * (values[position * channels + c] ?? 0);
		const both = length * (lengths[position] ?? 0);
		return both > 0 ? product / both : 0;
	});
}

/**
 * What one head adds to the score of a key, by how far it lies from the query, which is in the middle:
 * above it what is above. From a table `[distances, heads]`, whose entries are for query minus key.
 */
export function biasOf(table: Float32Array, layer: Layer, head: number): ChannelMap {
	if (layer.op.kind !== 'attention') throw new Error(`${layer.path} is no attention`);
	const { heads, window } = layer.op;
	const [high, wide] = sidesOf(window ?? 1);
	const count = table.length / heads;
	const values = Float32Array.from(
		{ length: count },
		(_, at) => table[(count - 1 - at) * heads + head] ?? 0
	);
	return mapOf([2 * high - 1, 2 * wide - 1], values);
}
