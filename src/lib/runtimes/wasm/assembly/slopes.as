import { normalErf } from './activations';
import { few, storeFew } from './epilogue';
import { exponential, logistic, madd, splat } from './vector';

/** Gradients at what went into activations, by their numbers in `words.ts`. */

/** What a slope is called with, in words. */
const X: usize = 0;
const GRADIENT: usize = 4;
const OUT: usize = 8;
const COUNT: usize = 12;
const PER_JOB: usize = 16;
const KIND: usize = 20;

/** All bits where a value lies between two others. */
@inline
function inside(x: v128, low: f32, high: f32): v128 {
	return v128.and(f32x4.gt(x, splat(low)), f32x4.lt(x, splat(high)));
}

/** Of x sigmoid(u), where du is the derivative of u. */
@inline
function gated(x: v128, u: v128, du: v128): v128 {
	const gate = logistic(u);
	const rest = f32x4.sub(splat(1), gate);
	return f32x4.mul(gate, madd(f32x4.mul(x, du), rest, splat(1)));
}

/** The slope of an activation of a kind where it was. */
@inline
function slope(kind: i32, x: v128): v128 {
	switch (kind) {
		case 0:
			return v128.and(f32x4.gt(x, splat(0)), splat(1));
		case 1:
			return f32x4.mul(f32x4.pmax(x, splat(0)), splat(2));
		case 2:
			return v128.and(inside(x, 0, 6), splat(1));
		case 3: {
			const share = madd(normalErf(x), splat(0.5), splat(0.5));
			const density = exponential(f32x4.mul(f32x4.mul(x, x), splat(-0.5)));
			return madd(f32x4.mul(x, density), splat(0.3989422804), share);
		}
		case 4: {
			const cubic = f32x4.mul(f32x4.mul(x, x), splat(0.044715));
			const u = f32x4.mul(f32x4.mul(x, f32x4.add(cubic, splat(1))), splat(1.5957691216));
			return gated(x, u, f32x4.mul(madd(cubic, splat(3), splat(1)), splat(1.5957691216)));
		}
		case 5:
			return gated(x, f32x4.mul(x, splat(1.702)), splat(1.702));
		case 6:
			return gated(x, x, splat(1));
		case 7: {
			const share = logistic(x);
			return f32x4.mul(share, f32x4.sub(splat(1), share));
		}
		case 8: {
			const between = v128.and(inside(x, -3, 3), madd(x, splat(1.0 / 3), splat(0.5)));
			return f32x4.add(between, v128.and(f32x4.gt(x, splat(3)), splat(1)));
		}
		default:
			return v128.and(inside(x, -3, 3), splat(1.0 / 6));
	}
}

@inline
function slopes(kind: i32, x: usize, gradient: usize, out: usize, count: usize): void {
	const end = out + (count & ~3) * 4;
	const rest = count & 3;
	while (out < end) {
		v128.store(out, f32x4.mul(v128.load(gradient), slope(kind, v128.load(x))));
		x += 16;
		gradient += 16;
		out += 16;
	}
	if (rest > 0) storeFew(out, f32x4.mul(few(gradient, rest), slope(kind, few(x, rest))), rest);
}

/** Some gradients, each times the slope where its value was. A loop for each kind. */
export function slopeOf(args: usize, job: usize): void {
	const each = load<usize>(args, PER_JOB);
	const first = job * each;
	const count = min(each, load<usize>(args, COUNT) - first);
	const x = load<usize>(args, X) + 4 * first;
	const gradient = load<usize>(args, GRADIENT) + 4 * first;
	const out = load<usize>(args, OUT) + 4 * first;
	switch (load<i32>(args, KIND)) {
		case 0:
			return slopes(0, x, gradient, out, count);
		case 1:
			return slopes(1, x, gradient, out, count);
		case 2:
			return slopes(2, x, gradient, out, count);
		case 3:
			return slopes(3, x, gradient, out, count);
		case 4:
			return slopes(4, x, gradient, out, count);
		case 5:
			return slopes(5, x, gradient, out, count);
		case 6:
			return slopes(6, x, gradient, out, count);
		case 7:
			return slopes(7, x, gradient, out, count);
		case 8:
			return slopes(8, x, gradient, out, count);
		default:
			return slopes(9, x, gradient, out, count);
	}
}
