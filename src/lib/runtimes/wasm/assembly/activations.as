import { exponential, logistic, madd, splat } from './vector';

/** Activations by their numbers in `words.ts`. */

/**
 * erf(x / √2) as x times a rational function of x², fitted for the least absolute error in GELU, which is
 * below 2e-8; beyond 5.5 it is ±1 in single precision.
 */
@inline
export function normalErf(x: v128): v128 {
	const z = f32x4.pmin(f32x4.pmax(x, splat(-5.5)), splat(5.5));
	const s = f32x4.mul(z, z);
	let above = madd(splat(4.550035201e-8), s, splat(1.270391949e-5));
	above = madd(above, s, splat(0.0003376206792));
	above = madd(above, s, splat(0.00935433185));
	above = madd(above, s, splat(0.06770239608));
	above = madd(above, s, splat(0.7978844694));
	let below = madd(splat(1.19751616e-6), s, splat(7.364232629e-5));
	below = madd(below, s, splat(0.001884357787));
	below = madd(below, s, splat(0.02864502741));
	below = madd(below, s, splat(0.2515182896));
	below = madd(below, s, splat(1));
	return f32x4.div(f32x4.mul(z, above), below);
}

/** GELU in its exact form. */
@inline
function gelu(x: v128): v128 {
	const half = f32x4.mul(x, splat(0.5));
	return madd(half, normalErf(x), half);
}

@inline
function straight(x: v128): v128 {
	const line = madd(x, splat(1.0 / 6), splat(0.5));
	return f32x4.pmin(f32x4.pmax(line, splat(0)), splat(1));
}

/** How an activation of a kind acts on four values. */
@inline
export function activated(kind: i32, x: v128): v128 {
	switch (kind) {
		case 0:
			return f32x4.pmax(x, splat(0));
		case 1: {
			const positive = f32x4.pmax(x, splat(0));
			return f32x4.mul(positive, positive);
		}
		case 2:
			return f32x4.pmin(f32x4.pmax(x, splat(0)), splat(6));
		case 3:
			return gelu(x);
		case 4: {
			const inner = madd(f32x4.mul(x, x), splat(0.044715), splat(1));
			return f32x4.mul(x, logistic(f32x4.mul(f32x4.mul(x, inner), splat(1.5957691216))));
		}
		case 5:
			return f32x4.mul(x, logistic(f32x4.mul(x, splat(1.702))));
		case 6:
			return f32x4.mul(x, logistic(x));
		case 7:
			return logistic(x);
		case 8:
			return f32x4.mul(x, straight(x));
		default:
			return straight(x);
	}
}
