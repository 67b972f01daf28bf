import { squares, sum } from './rows';
import { madd, splat, sumOf } from './vector';

/** What the gradient of a norm of rows is called with, in words. */
const X: usize = 0;
const GRADIENT: usize = 4;
const OUT: usize = 8;
const WEIGHT: usize = 12;
const COUNT: usize = 16;
const WIDTH: usize = 20;
const KIND: usize = 24;
const EPS: usize = 28;
const ROWS_PER_JOB: usize = 32;

const RMS: i32 = 1;
const SIMPLE: i32 = 2;

/** The sum of gradients, each times its channel's weight and, where asked, how far its value is from a centre. */
function weighted(
	gradient: usize,
	weight: usize,
	x: usize,
	centre: f32,
	count: usize,
	byValue: bool
): f32 {
	const less = splat(centre);
	let total = splat(0);
	let i: usize = 0;
	for (; i + 4 <= count; i += 4) {
		const g = f32x4.mul(v128.load(gradient + 4 * i), v128.load(weight + 4 * i));
		const by = byValue ? f32x4.sub(v128.load(x + 4 * i), less) : splat(1);
		total = madd(g, by, total);
	}
	let result = sumOf(total);
	for (; i < count; i++) {
		const g = load<f32>(gradient + 4 * i) * load<f32>(weight + 4 * i);
		result += byValue ? g * (load<f32>(x + 4 * i) - centre) : g;
	}
	return result;
}

/** Gradients at what went into norms of some rows: LayerNorm, RMSNorm, or timm's SimpleNorm. */
export function rowNormBack(args: usize, job: usize): void {
	const width = load<usize>(args, WIDTH);
	const kind = load<i32>(args, KIND);
	const eps = load<f32>(args, EPS);
	const weight = load<usize>(args, WEIGHT);
	const first = job * load<usize>(args, ROWS_PER_JOB);
	const end = min(load<usize>(args, COUNT), first + load<usize>(args, ROWS_PER_JOB));
	const count = f32(width);
	const divisor = kind == SIMPLE ? count - 1 : count;
	for (let row = first; row < end; row++) {
		const x = load<usize>(args, X) + 4 * row * width;
		const gradient = load<usize>(args, GRADIENT) + 4 * row * width;
		const out = load<usize>(args, OUT) + 4 * row * width;
		const mean: f32 = kind == RMS ? 0 : sum(x, width) / count;
		const scale: f32 = 1 / sqrt<f32>(squares(x, width, mean) / divisor + eps);
		// What the mean takes back, where it was taken away; and what the deviation does.
		const level: f32 =
			kind == 0 ? weighted(gradient, weight, x, 0, width, false) / count : 0;
		const centre: f32 = kind == SIMPLE ? 0 : mean;
		const pull =
			(scale * scale * weighted(gradient, weight, x, centre, width, true)) / divisor;
		const factor = splat(scale);
		const less = splat(mean);
		const lower = splat(level);
		const pulling = splat(pull);
		let i: usize = 0;
		for (; i + 4 <= width; i += 4) {
			const g = f32x4.mul(v128.load(gradient + 4 * i), v128.load(weight + 4 * i));
			const apart = f32x4.mul(f32x4.sub(v128.load(x + 4 * i), less), pulling);
			v128.store(out + 4 * i, f32x4.mul(factor, f32x4.sub(f32x4.sub(g, lower), apart)));
		}
		for (; i < width; i++) {
			const g = load<f32>(gradient + 4 * i) * load<f32>(weight + 4 * i);
			const apart = (load<f32>(x + 4 * i) - mean) * pull;
			store<f32>(out + 4 * i, scale * (g - level - apart));
		}
	}
}
