import { tile8 } from './tiles';
import { exponentialHere, largestOf, splat, sumOf } from './vector';

/** What attention is called with, in words; see `ATTENTION` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const BIAS: usize = 8;
const MASK: usize = 12;
const POSITIONS: usize = 16;
const HEADS: usize = 20;
const HEAD_WIDTH: usize = 24;
const SCALE: usize = 28;
const HEIGHT: usize = 32;
const WIDTH: usize = 36;
/** Sides of a window. */
const HIGH: usize = 40;
const WIDE: usize = 44;
const ROLL_DOWN: usize = 48;
const ROLL_ACROSS: usize = 52;
/** Jobs that share the queries of a head, and how many each has. */
const SHARES: usize = 56;
const QUERIES: usize = 60;

/** Rows of a tile, columns of a panel, and rows whose scores are in the cache together. */
const TILE: usize = 6;
const PANEL: usize = 8;
const BLOCK: usize = 24;

/** Where a position of a window lies, counted in positions of all maps. */
@inline
function placeOf(args: usize, window: usize, n: usize): usize {
	const height = load<usize>(args, HEIGHT);
	const width = load<usize>(args, WIDTH);
	const high = load<usize>(args, HIGH);
	const wide = load<usize>(args, WIDE);
	const acrosses = width / wide;
	const each = (height / high) * acrosses;
	const within = window % each;
	const y = (within / acrosses) * high + n / wide;
	const x = (within % acrosses) * wide + (n % wide);
	const down = (y + load<usize>(args, ROLL_DOWN)) % height;
	const across = (x + load<usize>(args, ROLL_ACROSS)) % width;
	return ((window / each) * height + down) * width + across;
}

/** Keys as the columns of a product, in panels, times a factor. */
function packKeys(places: usize, n: usize, offset: usize, width: usize, scale: f32, to: usize): void {
	for (let left: usize = 0; left < n; left += PANEL)
		for (let i: usize = 0; i < PANEL; i++) {
			const at = to + 4 * (left * width + i);
			if (left + i >= n) {
				for (let d: usize = 0; d < width; d++) store<f32>(at + 4 * PANEL * d, 0);
				continue;
			}
			const key = load<usize>(places + 4 * (left + i)) + offset;
			for (let d: usize = 0; d < width; d++)
				store<f32>(at + 4 * PANEL * d, load<f32>(key + 4 * d) * scale);
		}
}

/** Values as the rows of a product, in panels. */
function packValues(places: usize, n: usize, offset: usize, width: usize, to: usize): void {
	for (let left: usize = 0; left < width; left += PANEL) {
		const some = min(PANEL, width - left);
		for (let i: usize = 0; i < n; i++) {
			const value = load<usize>(places + 4 * i) + offset + 4 * left;
			if (some == PANEL) {
				v128.store(to, v128.load(value));
				v128.store(to, v128.load(value, 16), 16);
			} else
				for (let d: usize = 0; d < PANEL; d++)
					store<f32>(to + 4 * d, d < some ? load<f32>(value + 4 * d) : 0);
			to += 4 * PANEL;
		}
	}
}

function add(row: usize, other: usize, count: usize): void {
	let i: usize = 0;
	for (; i + 4 <= count; i += 4)
		v128.store(row + 4 * i, f32x4.add(v128.load(row + 4 * i), v128.load(other + 4 * i)));
	for (; i < count; i++)
		store<f32>(row + 4 * i, load<f32>(row + 4 * i) + load<f32>(other + 4 * i));
}

/**
 * What is so far below the largest score adds nothing to the sum in single precision. A mask's shares
 * would else be denormal numbers, which take many processors a hundred times as long.
 */
const NOTHING: f32 = -60;

@inline
function shareOf(score: v128, largest: v128): v128 {
	const below = f32x4.sub(score, largest);
	return v128.andnot(exponentialHere(below), f32x4.lt(below, splat(NOTHING)));
}

/** Scores to shares of one. */
function softmax(row: usize, count: usize): void {
	const end = row + 4 * ((count + 3) & ~3);
	for (let at = row + 4 * count; at < end; at += 4) store<f32>(at, -Infinity);
	let most = splat(-Infinity);
	for (let at = row; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
	const largest = splat(largestOf(most));
	let total = splat(0);
	let at = row;
	for (; at + 64 <= end; at += 64) {
		const a = shareOf(v128.load(at), largest);
		const b = shareOf(v128.load(at, 16), largest);
		const c = shareOf(v128.load(at, 32), largest);
		const d = shareOf(v128.load(at, 48), largest);
		v128.store(at, a);
		v128.store(at, b, 16);
		v128.store(at, c, 32);
		v128.store(at, d, 48);
		total = f32x4.add(f32x4.add(f32x4.add(total, a), b), f32x4.add(c, d));
	}
	for (; at < end; at += 16) {
		const share = shareOf(v128.load(at), largest);
		v128.store(at, share);
		total = f32x4.add(total, share);
	}
	const factor = splat(1 / sumOf(total));
	for (let at = row; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
}

/** Some queries of one head in one window: `[.., 3C]` to `[.., C]`. */
export function attention(args: usize, job: usize, scratch: usize): void {
	const n = load<usize>(args, POSITIONS);
	const heads = load<usize>(args, HEADS);
	const width = load<usize>(args, HEAD_WIDTH);
	const shares = load<usize>(args, SHARES);
	const share = job % shares;
	const head = (job / shares) % heads;
	const window = job / (shares * heads);
	const channels = heads * width;
	const x = load<usize>(args, X);
	const out = load<usize>(args, OUT);
	const bias = load<usize>(args, BIAS);
	const mask = load<usize>(args, MASK);
	const each = (load<usize>(args, HEIGHT) / load<usize>(args, HIGH)) * (load<usize>(args, WIDTH) / load<usize>(args, WIDE));

	const columns = (n + PANEL - 1) & ~(PANEL - 1);
	const depth = (width + PANEL - 1) & ~(PANEL - 1);
	const places = scratch;
	const keys = places + 4 * (n + TILE);
	const values = keys + 4 * columns * width;
	const scores = values + 4 * n * depth;
	const results = scores + 4 * BLOCK * columns;
	const rows = results + 4 * BLOCK * depth;

	for (let i: usize = 0; i < n + TILE; i++)
		store<usize>(places + 4 * i, x + 12 * channels * placeOf(args, window, min(i, n - 1)));
	const own: usize = 4 * head * width;
	packKeys(places, n, own + 4 * channels, width, load<f32>(args, SCALE), keys);
	packValues(places, n, own + 8 * channels, width, values);
	for (let i: usize = 0; i < BLOCK; i++) store<usize>(rows + 4 * i, scores + 4 * i * columns);

	const none = splat(-Infinity);
	const first = share * load<usize>(args, QUERIES);
	const end = min(n, first + load<usize>(args, QUERIES));
	for (let block = first; block < end; block += BLOCK) {
		const count = min(BLOCK, end - block);
		for (let p: usize = 0; p < columns; p += PANEL)
			for (let r: usize = 0; r < count; r += TILE)
				tile8(places + 4 * (block + r), 1, width, keys + 4 * p * width, own, scores + 4 * (r * columns + p), 4 * columns, min(TILE, count - r), PANEL, 0, none, scratch, 0);
		for (let r: usize = 0; r < count; r++) {
			const row = scores + 4 * r * columns;
			if (bias != 0) add(row, bias + 4 * (head * n + block + r) * n, n);
			if (mask != 0) add(row, mask + 4 * ((window % each) * n + block + r) * n, n);
			softmax(row, n);
		}
		for (let p: usize = 0; p < depth; p += PANEL)
			for (let r: usize = 0; r < count; r += TILE)
				tile8(rows + 4 * r, 1, n, values + 4 * p * n, 0, results + 4 * (r * depth + p), 4 * depth, min(TILE, count - r), PANEL, 0, none, scratch, 0);
		for (let r: usize = 0; r < count; r++) {
			const place = (load<usize>(places + 4 * (block + r)) - x) / 3;
			memory.copy(out + place + own, results + 4 * r * depth, 4 * width);
		}
	}
}
