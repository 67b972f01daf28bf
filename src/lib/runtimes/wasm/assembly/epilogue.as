import { activated } from './activations';
import { madd, splat } from './vector';

/**
 * What a kernel does to its results, part by part, while they are in the cache. At `PARTS` of what it
 * is called with stand how many there are and then, of each, its kind and two addresses.
 */
const PARTS: usize = 4 * 48;

/** Elements that all parts pass over one after the other: they stay in the nearest cache. */
const SOME: usize = 2048;

/** Kinds from here on read other values: of the same place, of the channel, or one for all. */
const ADD: i32 = 10;
const SUBTRACT: i32 = 11;
const MULTIPLY: i32 = 12;
const AFFINE: i32 = 13;

/** Up to three floats as four. */
@inline
export function few(at: usize, count: usize): v128 {
	let v = v128.load32_zero(at);
	if (count > 1) v = v128.load_lane<f32>(at + 4, v, 1);
	if (count > 2) v = v128.load_lane<f32>(at + 8, v, 2);
	return v;
}

@inline
export function storeFew(at: usize, v: v128, count: usize): void {
	store<f32>(at, f32x4.extract_lane(v, 0));
	if (count > 1) store<f32>(at + 4, f32x4.extract_lane(v, 1));
	if (count > 2) store<f32>(at + 8, f32x4.extract_lane(v, 2));
}

@inline
function activateAll(kind: i32, at: usize, count: usize): void {
	const end = at + (count & ~3) * 4;
	const rest = count & 3;
	while (at < end) {
		v128.store(at, activated(kind, v128.load(at)));
		at += 16;
	}
	if (rest > 0) storeFew(at, activated(kind, few(at, rest)), rest);
}

/** A loop for each kind: which it is is asked once. */
function activate(kind: i32, at: usize, count: usize): void {
	switch (kind) {
		case 0:
			return activateAll(0, at, count);
		case 1:
			return activateAll(1, at, count);
		case 2:
			return activateAll(2, at, count);
		case 3:
			return activateAll(3, at, count);
		case 4:
			return activateAll(4, at, count);
		case 5:
			return activateAll(5, at, count);
		case 6:
			return activateAll(6, at, count);
		case 7:
			return activateAll(7, at, count);
		case 8:
			return activateAll(8, at, count);
		default:
			return activateAll(9, at, count);
	}
}

@inline
function joined(kind: i32, a: v128, b: v128): v128 {
	if (kind == ADD) return f32x4.add(a, b);
	if (kind == SUBTRACT) return f32x4.sub(a, b);
	return f32x4.mul(a, b);
}

@inline
function joinAll(kind: i32, at: usize, count: usize, other: usize): void {
	const end = at + (count & ~3) * 4;
	const rest = count & 3;
	while (at < end) {
		v128.store(at, joined(kind, v128.load(at), v128.load(other)));
		at += 16;
		other += 16;
	}
	if (rest > 0) storeFew(at, joined(kind, few(at, rest), few(other, rest)), rest);
}

function scale(at: usize, count: usize, factors: usize, summands: usize): void {
	const end = at + (count & ~3) * 4;
	const rest = count & 3;
	while (at < end) {
		v128.store(at, madd(v128.load(at), v128.load(factors), v128.load(summands)));
		at += 16;
		factors += 16;
		summands += 16;
	}
	if (rest > 0) storeFew(at, madd(few(at, rest), few(factors, rest), few(summands, rest)), rest);
}

function scaleBias(at: usize, count: usize, factor: f32, summand: f32): void {
	const end = at + (count & ~3) * 4;
	const rest = count & 3;
	const f = splat(factor);
	const s = splat(summand);
	while (at < end) {
		v128.store(at, madd(v128.load(at), f, s));
		at += 16;
	}
	if (rest > 0) storeFew(at, madd(few(at, rest), f, s), rest);
}

/** One part, on results that lie one after the other in one row or in whole rows. */
function apply(part: usize, out: usize, first: usize, count: usize, channels: usize): void {
	const kind = load<i32>(part);
	const at = out + first * 4;
	if (kind < ADD) return activate(kind, at, count);
	const a = load<usize>(part, 4);
	const b = load<usize>(part, 8);
	if (kind == ADD) return joinAll(ADD, at, count, a + first * 4);
	if (kind == SUBTRACT) return joinAll(SUBTRACT, at, count, a + first * 4);
	if (kind == MULTIPLY) return joinAll(MULTIPLY, at, count, a + first * 4);
	if (kind != AFFINE) return scaleBias(at, count, load<f32>(a), load<f32>(b));
	let done: usize = 0;
	while (done < count) {
		const channel = (first + done) % channels;
		const some = min(count - done, channels - channel);
		scale(at + done * 4, some, a + channel * 4, b + channel * 4);
		done += some;
	}
}

/**
 * Ends results of a map: from an element on, so many.
 *
 * @param channels of a row
 */
export function finish(args: usize, out: usize, first: usize, count: usize, channels: usize): void {
	const parts = load<usize>(args, PARTS);
	const end = first + count;
	for (let at = first; at < end; at += SOME)
		for (let i: usize = 0; i < parts; i++)
			apply(args + PARTS + 4 + 12 * i, out, at, min(SOME, end - at), channels);
}
