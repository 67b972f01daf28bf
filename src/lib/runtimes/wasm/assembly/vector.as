/** Arithmetic on four floats at once. */

/** a b + c, in one step where the engine has relaxed SIMD. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
	if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
	return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function splat(value: f32): v128 {
	return f32x4.splat(value);
}

/** The sum of the four. */
@inline
export function sumOf(v: v128): f32 {
	return (
		f32x4.extract_lane(v, 0) +
		f32x4.extract_lane(v, 1) +
		(f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
	);
}

/** The largest of the four. */
@inline
export function largestOf(v: v128): f32 {
	return max<f32>(
		max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
		max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3))
	);
}

/** Added to a small number, it leaves the nearest whole one in the last bits. */
const WHOLE: f32 = 12582912;

/**
 * e to the power of each, to 2 units in the last place: 2^n e^r with n whole and |r| below 0.35, and
 * e^r by its Taylor series. What is below e^-87 comes to that.
 */
@inline
export function exponentialHere(x: v128): v128 {
	const clamped = f32x4.pmin(f32x4.pmax(x, splat(-87)), splat(88));
	const shifted = f32x4.add(f32x4.mul(clamped, splat(1.44269504)), splat(WHOLE));
	const n = f32x4.sub(shifted, splat(WHOLE));
	// ln 2 in two parts, of which the first has few digits.
	const r = madd(n, splat(2.12194440e-4), madd(n, splat(-0.693359375), clamped));
	let p = madd(splat(1.0 / 5040), r, splat(1.0 / 720));
	p = madd(p, r, splat(1.0 / 120));
	p = madd(p, r, splat(1.0 / 24));
	p = madd(p, r, splat(1.0 / 6));
	p = madd(p, r, splat(0.5));
	p = madd(p, r, splat(1));
	p = madd(p, r, splat(1));
	// n is added to the exponent.
	return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** The same as a call, for those that do more besides. */
export function exponential(x: v128): v128 {
	return exponentialHere(x);
}

/** 1 / (1 + e^-x) of each. */
@inline
export function logistic(x: v128): v128 {
	return f32x4.div(splat(1), f32x4.add(splat(1), exponential(f32x4.neg(x))));
}
