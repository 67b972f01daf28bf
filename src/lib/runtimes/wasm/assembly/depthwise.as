import { finish } from './epilogue';
import { madd, splat } from './vector';

/** What a depthwise convolution is called with, in words; see `DEPTHWISE` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const WEIGHT: usize = 8;
const BIAS: usize = 12;
const ROWS: usize = 16;
const HEIGHT: usize = 20;
const WIDTH: usize = 24;
const CHANNELS: usize = 28;
const OUT_HEIGHT: usize = 32;
const OUT_WIDTH: usize = 36;
const DOWN: usize = 40;
const ACROSS: usize = 44;
const STRIDE: usize = 48;
const DILATION: usize = 52;
const TOP: usize = 56;
const LEFT: usize = 60;
const ROWS_PER_JOB: usize = 64;

/** Channels that are computed together: with fewer left, some are computed twice. */
const SOME: i32 = 8;

/** The taps of a kernel that lie inside a map, from a first one to before a last. */
@inline
function firstTap(start: i32, dilation: i32): i32 {
	return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

@inline
function endTap(start: i32, dilation: i32, size: i32, taps: i32): i32 {
	return start >= size ? 0 : min(taps, (size - 1 - start) / dilation + 1);
}

/** Eight channels of four neighbours whose taps across all lie inside the map. */
function four(
	from: usize,
	line: usize,
	next: usize,
	step: usize,
	weight: usize,
	row: usize,
	down: i32,
	across: i32,
	bias: usize,
	out: usize
): void {
	const low = bias == 0 ? splat(0) : v128.load(bias);
	const high = bias == 0 ? splat(0) : v128.load(bias, 16);
	let a0 = low, a1 = high, b0 = low, b1 = high, c0 = low, c1 = high, d0 = low, d1 = high;
	for (let i = 0; i < down; i++) {
		let x0 = from;
		let x1 = from + next;
		let x2 = x1 + next;
		let x3 = x2 + next;
		for (let j = 0; j < across; j++) {
			const w0 = v128.load(weight);
			const w1 = v128.load(weight, 16);
			a0 = madd(v128.load(x0), w0, a0);
			a1 = madd(v128.load(x0, 16), w1, a1);
			b0 = madd(v128.load(x1), w0, b0);
			b1 = madd(v128.load(x1, 16), w1, b1);
			c0 = madd(v128.load(x2), w0, c0);
			c1 = madd(v128.load(x2, 16), w1, c1);
			d0 = madd(v128.load(x3), w0, d0);
			d1 = madd(v128.load(x3, 16), w1, d1);
			x0 += step;
			x1 += step;
			x2 += step;
			x3 += step;
			weight += row;
		}
		from += line;
	}
	v128.store(out, a0);
	v128.store(out, a1, 16);
	v128.store(out + row, b0);
	v128.store(out + row, b1, 16);
	v128.store(out + 2 * row, c0);
	v128.store(out + 2 * row, c1, 16);
	v128.store(out + 3 * row, d0);
	v128.store(out + 3 * row, d1, 16);
}

/** Eight channels of one place, of the taps that lie inside the map. */
function one(
	from: usize,
	line: usize,
	step: usize,
	weight: usize,
	row: usize,
	down: i32,
	across: i32,
	taps: usize,
	bias: usize,
	out: usize
): void {
	let a0 = bias == 0 ? splat(0) : v128.load(bias);
	let a1 = bias == 0 ? splat(0) : v128.load(bias, 16);
	for (let i = 0; i < down; i++) {
		let x = from;
		let w = weight;
		for (let j = 0; j < across; j++) {
			a0 = madd(v128.load(x), v128.load(w), a0);
			a1 = madd(v128.load(x, 16), v128.load(w, 16), a1);
			x += step;
			w += row;
		}
		from += line;
		weight += taps * row;
	}
	v128.store(out, a0);
	v128.store(out, a1, 16);
}

/** Some rows of a map, each channel filtered alone. */
export function depthwise(args: usize, job: usize): void {
	const height = load<i32>(args, HEIGHT);
	const width = load<i32>(args, WIDTH);
	const channels = load<i32>(args, CHANNELS);
	const outHeight = load<i32>(args, OUT_HEIGHT);
	const outWidth = load<i32>(args, OUT_WIDTH);
	const downs = load<i32>(args, DOWN);
	const acrosses = load<i32>(args, ACROSS);
	const stride = load<i32>(args, STRIDE);
	const dilation = load<i32>(args, DILATION);
	const out = load<usize>(args, OUT);
	const bias = load<usize>(args, BIAS);
	const rows = load<i32>(args, ROWS_PER_JOB);
	const first = i32(job) * rows;
	const end = min(load<i32>(args, ROWS), first + rows);
	const row: usize = usize(4 * channels);
	const step = usize(dilation) * row;
	const line = usize(dilation) * usize(width) * row;
	for (let r = first; r < end; r++) {
		const y = (r % outHeight) * stride - load<i32>(args, TOP);
		const top = firstTap(y, dilation);
		const down = max(0, endTap(y, dilation, height, downs) - top);
		const map = usize((r / outHeight) * height + y + top * dilation) * usize(width) * row;
		const weights = load<usize>(args, WEIGHT) + usize(top * acrosses) * row;
		for (let c = 0; c < channels; c += SOME) {
			const channel = usize(min(c, channels - SOME)) * 4;
			const from = load<usize>(args, X) + map + channel;
			const start: usize = bias == 0 ? 0 : bias + channel;
			let o = 0;
			while (o < outWidth) {
				const x = o * stride - load<i32>(args, LEFT);
				const to = out + usize(r * outWidth + o) * row + channel;
				const last = x + 3 * stride + (acrosses - 1) * dilation;
				if (x >= 0 && o + 4 <= outWidth && last < width) {
					const at = from + usize(x) * row;
					const next = usize(stride) * row;
					four(at, line, next, step, weights + channel, row, down, acrosses, start, to);
					o += 4;
					continue;
				}
				const left = firstTap(x, dilation);
				const across = max(0, endTap(x, dilation, width, acrosses) - left);
				const at = from + usize(x + left * dilation) * row;
				const weight = weights + usize(left) * row + channel;
				one(at, line, step, weight, row, down, across, usize(acrosses), start, to);
				o += 1;
			}
		}
	}
	const each = usize(outWidth * channels);
	finish(args, out, usize(first) * each, usize(end - first) * each, usize(channels));
}
