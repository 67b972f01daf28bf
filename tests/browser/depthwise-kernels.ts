import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { depthwise, type DepthwiseTile } from '../../src/lib/runtimes/webgpu/wgsl/depthwise.ts';
import { launch } from '../../src/lib/runtimes/webgpu/wgsl/program.ts';
import { vectorWidthOf } from '../../src/lib/runtimes/webgpu/wgsl/vector-width.ts';
import { uniform } from '../../src/lib/checkpoint/deterministic.ts';
import { distance, on } from './networks.ts';
import { thorough } from './thorough.ts';

const values = (name: string, size: number): Float32Array<ArrayBuffer> =>
	Float32Array.from({ length: size }, (_, i) => uniform(name, i));

type Given = Readonly<{
	batch: number;
	height: number;
	width: number;
	channels: number;
	kernel: readonly [number, number];
	stride: number;
	dilation: number;
}>;

const sizesOf = (mostStride: number, side: fc.Arbitrary<number>): fc.Arbitrary<Given> =>
	fc.record({
		batch: fc.integer({ min: 1, max: 2 }),
		height: fc.integer({ min: 1, max: 17 }),
		width: fc.integer({ min: 1, max: 17 }),
		channels: fc.integer({ min: 1, max: 9 }),
		kernel: fc.tuple(side, side),
		stride: fc.integer({ min: 1, max: mostStride }),
		dilation: fc.integer({ min: 1, max: 3 })
	});

/** Padded so that without a stride the map keeps its size. */
function padded(given: Given) {
	const half = (side: number): number => ((side - 1) / 2) * given.dilation;
	const outputs = (side: number): number => Math.trunc((side - 1) / given.stride) + 1;
	return {
		...given,
		padding: [half(given.kernel[0]), half(given.kernel[1])] as const,
		outHeight: outputs(given.height),
		outWidth: outputs(given.width)
	};
}
type Sizes = ReturnType<typeof padded>;

/** Plus bias and another map, in plain loops. */
function plain(sizes: Sizes): Float32Array {
	const { batch, height, width, channels, stride, dilation, padding, outHeight, outWidth } = sizes;
	const [high, wide] = sizes.kernel;
	const x = values('x', batch * height * width * channels);
	const weight = values('weight', high * wide * channels);
	const size = batch * outHeight * outWidth * channels;
	const [bias, other] = [values('bias', channels), values('other', size)];
	return Float32Array.from({ length: size }, (_, index) => {
		const c = index % channels;
		const place = Math.trunc(index / channels);
		const [column, line] = [place % outWidth, Math.trunc(place / outWidth)];
		const [row, image] = [line % outHeight, Math.trunc(line / outHeight)];
		let sum = bias[c] ?? NaN;
		for (let ky = 0; ky < high; ky++)
			for (let kx = 0; kx < wide; kx++) {
				const top = row * stride - padding[0] + ky * dilation;
				const left = column * stride - padding[1] + kx * dilation;
				if (top < 0 || top >= height || left < 0 || left >= width) continue;
				sum +=
					(x[((image * height + top) * width + left) * channels + c] ?? NaN) *
					(weight[(ky * wide + kx) * channels + c] ?? NaN);
			}
		return Math.max(0, sum) + (other[index] ?? NaN);
	});
}

type Put = (weights: Float32Array<ArrayBuffer>) => Tensor;

async function computed(sizes: Sizes, tile: DepthwiseTile, inTexture: Put | null) {
	const { batch, height, width, channels, kernel, stride, dilation, outHeight, outWidth } = sizes;
	const [top, left] = sizes.padding;
	const vectorWidth = vectorWidthOf(channels);
	const size = batch * outHeight * outWidth * channels;
	const [tilesDown, tilesAcross] = [
		Math.ceil(outHeight / tile.down),
		Math.ceil(outWidth / tile.across)
	];
	const depth = channels / vectorWidth;
	const count = batch * tilesDown * tilesAcross * depth;
	const put = vectorWidth === 4 ? inTexture : null;
	const reads = [
		tensor(values('x', batch * height * width * channels)),
		(put ?? tensor)(values('weight', kernel[0] * kernel[1] * channels)),
		tensor(values('bias', channels)),
		tensor(values('other', size))
	];
	const y = launch({
		source: depthwise({
			kernel,
			stride,
			dilation,
			vectorWidth,
			bias: true,
			epilogue: ['relu', 'add'],
			tile,
			texels: put !== null
		}),
		reads,
		sizes: {
			...{ height, width, depth, first: 0, row: depth, outHeight, outWidth },
			...{ tilesDown, tilesAcross, top, left, count }
		},
		threads: count,
		out: [size]
	});
	const result = await y.data<'float32'>();
	for (const part of [...reads, y]) part.dispose();
	return result;
}

/**
 * A test of a depthwise kernel.
 *
 * @param what a thread computes, for the title
 * @param mostStride of the convolutions
 * @param side of the kernels
 * @param inTexture puts weights into a texture; `null` leaves them in a buffer
 * @param first of what is computed, before what is drawn
 */
export function testDepthwise(
	what: string,
	tile: DepthwiseTile,
	mostStride: number,
	side: fc.Arbitrary<number>,
	inTexture: Put | null,
	first: readonly Given[] = []
): void {
	test(`a depthwise kernel for ${what} a thread gives what plain loops give, with ${inTexture ? 'weights in a texture' : 'weights in a buffer'}`, async () => {
		await on('webgpu', () =>
			fc.assert(
				fc.asyncProperty(sizesOf(mostStride, side), fc.boolean(), async (narrow, wide) => {
					const sizes = padded(wide ? { ...narrow, channels: 4 * narrow.channels } : narrow);
					expect(distance(await computed(sizes, tile, inTexture), plain(sizes))).toBeLessThan(1e-4);
				}),
				// Each has a shader of its own; the larger a tile, the longer it takes to compile.
				{
					...{ numRuns: thorough ? 25 : 4, seed: 20220110, endOnFailure: true },
					examples: first.map((given): [Given, boolean] => [given, true])
				}
			)
		);
	});
}
