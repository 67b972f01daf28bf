import { finish } from './epilogue';
import { madd, splat, sumOf } from './vector';

/** What a norm of rows is called with, in words; see `ROWS` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const WEIGHT: usize = 8;
const BIAS: usize = 12;
const COUNT: usize = 16;
const WIDTH: usize = 20;
const KIND: usize = 24;
const EPS: usize = 28;
const ROWS_PER_JOB: usize = 32;
const CHANNELS: usize = 36;

const RMS: i32 = 1;
const SIMPLE: i32 = 2;

/** The sum of values in a row. */
export function sum(at: usize, count: usize): f32 {
	let total = splat(0);
	let i: usize = 0;
	for (; i + 4 <= count; i += 4) total = f32x4.add(total, v128.load(at + 4 * i));
	let result = sumOf(total);
	for (; i < count; i++) result += load<f32>(at + 4 * i);
	return result;
}

/** The sum of squares of what is left when the mean is taken away. */
export function squares(at: usize, count: usize, mean: f32): f32 {
	const centre = splat(mean);
	let total = splat(0);
	let i: usize = 0;
	for (; i + 4 <= count; i += 4) {
		const v = f32x4.sub(v128.load(at + 4 * i), centre);
		total = madd(v, v, total);
	}
	let result = sumOf(total);
	for (; i < count; i++) {
		const v = load<f32>(at + 4 * i) - mean;
		result += v * v;
	}
	return result;
}

/** Each value less `mean`, times `scale` and its channel's weight, and its channel's bias. */
export function standardize(
	from: usize,
	to: usize,
	count: usize,
	mean: f32,
	scale: f32,
	weight: usize,
	bias: usize
): void {
	const centre = splat(mean);
	const factor = splat(scale);
	let i: usize = 0;
	for (; i + 4 <= count; i += 4) {
		const v = f32x4.mul(f32x4.sub(v128.load(from + 4 * i), centre), factor);
		const summand = bias == 0 ? splat(0) : v128.load(bias + 4 * i);
		v128.store(to + 4 * i, madd(v, v128.load(weight + 4 * i), summand));
	}
	for (; i < count; i++) {
		const v = (load<f32>(from + 4 * i) - mean) * scale * load<f32>(weight + 4 * i);
		store<f32>(to + 4 * i, bias == 0 ? v : v + load<f32>(bias + 4 * i));
	}
}

/** Norms over each of some rows: LayerNorm, RMSNorm, or timm's SimpleNorm. */
export function rowNorm(args: usize, job: usize): void {
	const width = load<usize>(args, WIDTH);
	const kind = load<i32>(args, KIND);
	const eps = load<f32>(args, EPS);
	const weight = load<usize>(args, WEIGHT);
	const bias = load<usize>(args, BIAS);
	const first = job * load<usize>(args, ROWS_PER_JOB);
	const end = min(load<usize>(args, COUNT), first + load<usize>(args, ROWS_PER_JOB));
	const x = load<usize>(args, X);
	const out = load<usize>(args, OUT);
	const count = f32(width);
	for (let row = first; row < end; row++) {
		const from = x + 4 * row * width;
		const mean: f32 = kind == RMS ? 0 : sum(from, width) / count;
		// SimpleNorm's variance is a sample's, and its values keep their centre.
		const divisor = kind == SIMPLE ? count - 1 : count;
		const scale: f32 = 1 / sqrt<f32>(squares(from, width, mean) / divisor + eps);
		const centre: f32 = kind == SIMPLE ? 0 : mean;
		standardize(from, out + 4 * row * width, width, centre, scale, weight, bias);
	}
	finish(args, out, first * width, (end - first) * width, load<usize>(args, CHANNELS));
}
