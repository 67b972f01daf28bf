import { tensor, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { inferOp } from '../../src/lib/arch/infer.ts';
import type { Op, Shape } from '../../src/lib/arch/net.ts';
import { elements } from '../../src/lib/arch/ops.ts';
import { BACKENDS } from '../../src/lib/runtimes/backends.ts';
import { arrangementOf } from '../../src/lib/runtimes/plan/conv-arrangement.ts';
import { deterministicWeights, uniform } from '../../src/lib/checkpoint/deterministic.ts';
import { backendsHere } from './backends-here.ts';
import { distance, keptOpen, outputsOf } from './networks.ts';

const BATCH = 2;

/** Inputs below zero, so that a zero from padding would win a maximum. */
const inputs = (shape: Shape): Float32Array =>
	Float32Array.from({ length: BATCH * elements(shape) }, (_, i) => uniform('x', i) * 2 - 3);

type At = (image: number, ...place: number[]) => number;

/** Computes every output of an operation from plain loops over what `at` gives of the input. */
function plain(x: Shape, out: Shape, output: (at: At, image: number, place: number[]) => number) {
	const values = inputs(x);
	const at: At = (image, ...place) =>
		values[place.reduce((index, part, axis) => index * (x[axis] ?? 0) + part, image)] ?? NaN;
	const size = elements(out);
	return Float32Array.from({ length: BATCH * size }, (_, index) => {
		const place: number[] = [];
		let rest = index % size;
		for (const side of [...out].reverse()) {
			place.unshift(rest % side);
			rest = Math.floor(rest / side);
		}
		return output(at, Math.floor(index / size), place);
	});
}

/** Calls `visit` with every position of a window that lies inside the map. */
function overWindow(
	{ kernel, stride, padding }: Plain,
	[height = 0, width = 0]: Shape,
	[row = 0, column = 0]: readonly number[],
	visit: (y: number, x: number, ky: number, kx: number) => void
) {
	for (let ky = 0; ky < kernel; ky++)
		for (let kx = 0; kx < kernel; kx++) {
			const [y, x] = [row * stride - padding + ky, column * stride - padding + kx];
			if (y >= 0 && y < height && x >= 0 && x < width) visit(y, x, ky, kx);
		}
}

/** Square kernels without gaps; `geometry.test.ts` has the others. */
type Plain = Readonly<{ kernel: number; stride: number; padding: number }>;
type Conv = Extract<Op, { kind: 'conv' }> & Plain;

function plainConv(op: Conv, x: Shape): Float32Array {
	const { out, weights } = inferOp(op, x);
	const [weight, bias] = weights.map(({ name, shape }) => deterministicWeights(name, shape));
	const members = (x[2] ?? 0) / op.groups;
	const perGroup = op.out / op.groups;
	return plain(x, out, (at, image, place) => {
		const o = place[2] ?? 0;
		const group = Math.floor(o / perGroup);
		let sum = bias?.[o] ?? 0;
		overWindow(op, x, place, (row, column, ky, kx) => {
			for (let i = 0; i < members; i++)
				sum +=
					at(image, row, column, group * members + i) *
					(weight?.[((o * members + i) * op.kernel + ky) * op.kernel + kx] ?? NaN);
		});
		return sum;
	});
}

const conv = (changes: Partial<Conv>): Conv => ({
	kind: 'conv',
	out: 8,
	kernel: 3,
	stride: 1,
	padding: 1,
	groups: 1,
	bias: true,
	...changes
});

/** Every backend with our kernels, and WebGPU with the stock ones that it has instead of ours. */
const VARIANTS = [
	...backendsHere.map((backend) => [backend, 'ours'] as const),
	['webgpu', 'stock'] as const
];
type Variant = (typeof VARIANTS)[number];

const on = keptOpen();

async function live(op: Op, x: Shape, [backend, kernels]: Variant) {
	return on(backend, async () => {
		const images = tidy(() => tensor(inputs(x), [BATCH, ...x]));
		const values = await outputsOf(op, images, backend, kernels);
		images.dispose();
		return values;
	});
}

const convolutions: readonly (readonly [what: string, op: Conv, x: Shape])[] = [
	['a dense convolution', conv({}), [7, 7, 6]],
	['a strided convolution on an odd map', conv({ stride: 2 }), [9, 9, 6]],
	[
		'a patchify convolution that leaves a rest',
		conv({ kernel: 4, stride: 4, padding: 0 }),
		[10, 10, 3]
	],
	['a kernel larger than the map', conv({ kernel: 9, padding: 4 }), [5, 5, 4]],
	[
		'a pointwise convolution with stride',
		conv({ kernel: 1, stride: 2, padding: 0, bias: false }),
		[7, 7, 6]
	],
	['a depthwise convolution', conv({ kernel: 7, padding: 3, groups: 8 }), [6, 6, 8]],
	['a depthwise convolution without bias', conv({ groups: 8, bias: false }), [6, 6, 8]],
	['a depthwise convolution with two outputs a channel', conv({ out: 16, groups: 8 }), [6, 6, 8]],
	[
		'a strided depthwise convolution',
		conv({ kernel: 5, padding: 2, stride: 2, groups: 8 }),
		[9, 9, 8]
	],
	['2 groups of 4 channels', conv({ groups: 2 }), [6, 6, 8]],
	['4 groups of 2 channels', conv({ groups: 4 }), [6, 6, 8]],
	['8 groups of 2 channels with stride', conv({ out: 24, groups: 8, stride: 2 }), [7, 7, 16]],
	['16 groups of 2 channels', conv({ out: 32, groups: 16, bias: false }), [5, 5, 32]],
	['3 groups of 5 channels to 2', conv({ out: 6, groups: 3 }), [5, 5, 15]]
];

for (const [what, op, x] of convolutions) {
	test(`${what} equals a plain loop on every backend`, async () => {
		const expected = plainConv(op, x);
		for (const variant of VARIANTS)
			expect(distance(await live(op, x, variant), expected), variant.join()).toBeLessThan(1e-5);
	});
}

test('the convolutions above try every arrangement', () => {
	const tried = convolutions.flatMap(([, op, x]) =>
		BACKENDS.map((backend) => arrangementOf(op, x[2] ?? 0, backend))
	);
	expect([...new Set(tried)].sort()).toEqual(['dense', 'depthwise', 'members', 'split', 'widened']);
});

test('padding never wins a max pool, on every backend', async () => {
	const op = { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 } as const;
	for (const x of [
		[7, 7, 5],
		[8, 8, 5]
	]) {
		const expected = plain(x, inferOp(op, x).out, (at, image, place) => {
			let largest = -Infinity;
			overWindow(op, x, place, (row, column) => {
				largest = Math.max(largest, at(image, row, column, place[2] ?? 0));
			});
			return largest;
		});
		for (const variant of VARIANTS)
			expect(distance(await live(op, x, variant), expected), variant.join()).toBe(0);
	}
});

/** PyTorch's: a straight line from 0 at -3 to 1 at 3. */
function hardsigmoid(x: number): number {
	return Math.min(1, Math.max(0, x / 6 + 0.5));
}

const elementwise: readonly (readonly [op: Op, f: (x: number) => number])[] = [
	[{ kind: 'relu' }, (x) => Math.max(0, x)],
	[{ kind: 'silu' }, (x) => x / (1 + Math.exp(-x))],
	[{ kind: 'sigmoid' }, (x) => 1 / (1 + Math.exp(-x))],
	[{ kind: 'relu6' }, (x) => Math.min(Math.max(x, 0), 6)],
	[{ kind: 'hardsigmoid' }, hardsigmoid],
	[{ kind: 'hardswish' }, (x) => x * hardsigmoid(x)],
	[{ kind: 'quickGelu' }, (x) => x / (1 + Math.exp(-1.702 * x))],
	[
		{ kind: 'geluTanh' },
		(x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
	],
	[{ kind: 'gelu' }, (x) => (x / 2) * (1 + erf(x / Math.SQRT2))]
];

/** By its series, which converges fast enough for the arguments here. */
function erf(x: number): number {
	let [term, sum] = [x, x];
	for (let n = 1; n < 100; n++) {
		term *= (-x * x) / n;
		sum += term / (2 * n + 1);
	}
	return (2 / Math.sqrt(Math.PI)) * sum;
}

for (const [op, f] of elementwise) {
	test(`${op.kind} equals its formula on every backend`, async () => {
		const x = [4, 4, 6];
		const expected = inputs(x).map(f);
		for (const variant of VARIANTS)
			expect(distance(await live(op, x, variant), expected), variant.join()).toBeLessThan(2e-6);
	});
}

/** Mean and variance of the values that a predicate on the place picks out of one image. */
function moments(at: At, image: number, x: Shape, picked: (place: number[]) => boolean) {
	const [height = 0, width = 0, channels = 0] = x;
	const values: number[] = [];
	for (let row = 0; row < height; row++)
		for (let column = 0; column < width; column++)
			for (let c = 0; c < channels; c++)
				if (picked([row, column, c])) values.push(at(image, row, column, c));
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const square = values.reduce((sum, value) => sum + value * value, 0);
	return {
		mean,
		variance: square / values.length - mean * mean,
		meanSquare: square / values.length,
		norm: Math.sqrt(square)
	};
}

type NormOp = Extract<
	Op,
	{ kind: 'layerNorm' | 'rmsNorm' | 'simpleNorm' | 'groupNorm' | 'batchNorm' | 'grn' }
>;

/** PyTorch's formulas, written out for one output. */
function plainNorm(op: NormOp, x: Shape): Float32Array {
	const weights = inferOp(op, x).weights.map(({ name, shape }) =>
		deterministicWeights(name, shape)
	);
	const [weight, bias, runningMean, runningVar] = weights;
	const channels = x[2] ?? 0;
	return plain(x, x, (at, image, place) => {
		const [row = 0, column = 0, c = 0] = place;
		const value = at(image, row, column, c);
		const [w, b] = [weight?.[c] ?? NaN, bias?.[c] ?? 0];
		const samePosition = (other: number[]) => other[0] === row && other[1] === column;
		switch (op.kind) {
			case 'layerNorm': {
				const { mean, variance } = moments(at, image, x, samePosition);
				return ((value - mean) / Math.sqrt(variance + op.eps)) * w + b;
			}
			case 'rmsNorm': {
				const { meanSquare } = moments(at, image, x, samePosition);
				return (value / Math.sqrt(meanSquare + op.eps)) * w;
			}
			case 'simpleNorm': {
				const { variance } = moments(at, image, x, samePosition);
				const sample = (variance * channels) / (channels - 1);
				return (value / Math.sqrt(sample + op.eps)) * w;
			}
			case 'groupNorm': {
				const groupOf = (channel = 0) => Math.floor((channel * op.groups) / channels);
				const { mean, variance } = moments(at, image, x, (p) => groupOf(p[2]) === groupOf(c));
				return ((value - mean) / Math.sqrt(variance + op.eps)) * w + b;
			}
			case 'batchNorm':
				return (
					((value - (runningMean?.[c] ?? NaN)) / Math.sqrt((runningVar?.[c] ?? NaN) + op.eps)) * w +
					b
				);
			case 'grn': {
				const norms = Array.from(
					{ length: channels },
					(_, channel) => moments(at, image, x, (p) => p[2] === channel).norm
				);
				const mean = norms.reduce((sum, norm) => sum + norm, 0) / channels;
				return value * ((norms[c] ?? NaN) / (mean + op.eps)) * w + b + value;
			}
		}
	});
}

const norms: readonly NormOp[] = [
	{ kind: 'layerNorm', eps: 1e-6, channelsFirst: false },
	{ kind: 'rmsNorm', eps: 1e-6, channelsFirst: false },
	{ kind: 'simpleNorm', eps: 1e-6, channelsFirst: false },
	{ kind: 'groupNorm', groups: 3, eps: 1e-5 },
	{ kind: 'batchNorm', eps: 1e-5 },
	{ kind: 'grn', eps: 1e-6, channelsFirst: false }
];

for (const op of norms) {
	test(`${op.kind} equals its formula on every backend`, async () => {
		const x = [4, 5, 6];
		const expected = plainNorm(op, x);
		for (const variant of VARIANTS)
			expect(distance(await live(op, x, variant), expected), variant.join()).toBeLessThan(2e-5);
	});
}
