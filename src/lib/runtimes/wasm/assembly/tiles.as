import { madd, splat } from './vector';

/**
 * Products of six rows with a panel of weights, whose sums stay in registers. A row's values lie in
 * one piece for each tap of the kernel: `table` has, for each tap, the addresses of six pieces, of
 * `depth` floats from `offset` on. `weight` is `[taps, depth, panel]`. Of the results `rows` and
 * `columns` are stored, each row `row` bytes after the last, none below `floor`.
 */

@inline
function storeSome(out: usize, v: v128, columns: usize): void {
	if (columns > 0) store<f32>(out, f32x4.extract_lane(v, 0));
	if (columns > 1) store<f32>(out, f32x4.extract_lane(v, 1), 4);
	if (columns > 2) store<f32>(out, f32x4.extract_lane(v, 2), 8);
	if (columns > 3) store<f32>(out, f32x4.extract_lane(v, 3), 12);
}

@inline
function put8(out: usize, a: v128, b: v128, columns: usize, floor: v128): void {
	const low = f32x4.pmax(a, floor);
	const high = f32x4.pmax(b, floor);
	if (columns == 8) {
		v128.store(out, low);
		v128.store(out, high, 16);
		return;
	}
	storeSome(out, low, columns);
	if (columns > 4) storeSome(out + 16, high, columns - 4);
}

@inline
function put4(out: usize, a: v128, columns: usize, floor: v128): void {
	const values = f32x4.pmax(a, floor);
	if (columns == 4) v128.store(out, values);
	else storeSome(out, values, columns);
}

/**
 * A panel of eight columns.
 *
 * @param ahead what is read next: with every four values of a row it is looked at `step` bytes further
 * on, so that it comes to the cache meanwhile
 */
export function tile8(
	table: usize,
	taps: usize,
	depth: usize,
	weight: usize,
	offset: usize,
	out: usize,
	row: usize,
	rows: usize,
	columns: usize,
	bias: usize,
	floor: v128,
	ahead: usize,
	step: usize
): void {
	const start0 = bias == 0 ? splat(0) : v128.load(bias, 0);
	const start1 = bias == 0 ? splat(0) : v128.load(bias, 16);
	let c00 = start0;
	let c01 = start1;
	let c10 = start0;
	let c11 = start1;
	let c20 = start0;
	let c21 = start1;
	let c30 = start0;
	let c31 = start1;
	let c40 = start0;
	let c41 = start1;
	let c50 = start0;
	let c51 = start1;
	for (let tap: usize = 0; tap < taps; tap++) {
		let a0 = load<usize>(table, 0) + offset;
		let a1 = load<usize>(table, 4) + offset;
		let a2 = load<usize>(table, 8) + offset;
		let a3 = load<usize>(table, 12) + offset;
		let a4 = load<usize>(table, 16) + offset;
		let a5 = load<usize>(table, 20) + offset;
		table += 24;
		let s: v128;
		let b0: v128;
		let b1: v128;
		let left = depth;
		while (left >= 4) {
			b0 = v128.load(weight, 0);
			b1 = v128.load(weight, 16);
			s = v128.load32_splat(a0, 0);
			c00 = madd(s, b0, c00);
			c01 = madd(s, b1, c01);
			s = v128.load32_splat(a1, 0);
			c10 = madd(s, b0, c10);
			c11 = madd(s, b1, c11);
			s = v128.load32_splat(a2, 0);
			c20 = madd(s, b0, c20);
			c21 = madd(s, b1, c21);
			s = v128.load32_splat(a3, 0);
			c30 = madd(s, b0, c30);
			c31 = madd(s, b1, c31);
			s = v128.load32_splat(a4, 0);
			c40 = madd(s, b0, c40);
			c41 = madd(s, b1, c41);
			s = v128.load32_splat(a5, 0);
			c50 = madd(s, b0, c50);
			c51 = madd(s, b1, c51);
			b0 = v128.load(weight, 32);
			b1 = v128.load(weight, 48);
			s = v128.load32_splat(a0, 4);
			c00 = madd(s, b0, c00);
			c01 = madd(s, b1, c01);
			s = v128.load32_splat(a1, 4);
			c10 = madd(s, b0, c10);
			c11 = madd(s, b1, c11);
			s = v128.load32_splat(a2, 4);
			c20 = madd(s, b0, c20);
			c21 = madd(s, b1, c21);
			s = v128.load32_splat(a3, 4);
			c30 = madd(s, b0, c30);
			c31 = madd(s, b1, c31);
			s = v128.load32_splat(a4, 4);
			c40 = madd(s, b0, c40);
			c41 = madd(s, b1, c41);
			s = v128.load32_splat(a5, 4);
			c50 = madd(s, b0, c50);
			c51 = madd(s, b1, c51);
			b0 = v128.load(weight, 64);
			b1 = v128.load(weight, 80);
			s = v128.load32_splat(a0, 8);
			c00 = madd(s, b0, c00);
			c01 = madd(s, b1, c01);
			s = v128.load32_splat(a1, 8);
			c10 = madd(s, b0, c10);
			c11 = madd(s, b1, c11);
			s = v128.load32_splat(a2, 8);
			c20 = madd(s, b0, c20);
			c21 = madd(s, b1, c21);
			s = v128.load32_splat(a3, 8);
			c30 = madd(s, b0, c30);
			c31 = madd(s, b1, c31);
			s = v128.load32_splat(a4, 8);
			c40 = madd(s, b0, c40);
			c41 = madd(s, b1, c41);
			s = v128.load32_splat(a5, 8);
			c50 = madd(s, b0, c50);
			c51 = madd(s, b1, c51);
			b0 = v128.load(weight, 96);
			b1 = v128.load(weight, 112);
			s = v128.load32_splat(a0, 12);
			c00 = madd(s, b0, c00);
			c01 = madd(s, b1, c01);
			s = v128.load32_splat(a1, 12);
			c10 = madd(s, b0, c10);
			c11 = madd(s, b1, c11);
			s = v128.load32_splat(a2, 12);
			c20 = madd(s, b0, c20);
			c21 = madd(s, b1, c21);
			s = v128.load32_splat(a3, 12);
			c30 = madd(s, b0, c30);
			c31 = madd(s, b1, c31);
			s = v128.load32_splat(a4, 12);
			c40 = madd(s, b0, c40);
			c41 = madd(s, b1, c41);
			s = v128.load32_splat(a5, 12);
			c50 = madd(s, b0, c50);
			c51 = madd(s, b1, c51);
			load<i32>(ahead);
			ahead += step;
			a0 += 16;
			a1 += 16;
			a2 += 16;
			a3 += 16;
			a4 += 16;
			a5 += 16;
			weight += 128;
			left -= 4;
		}
		while (left > 0) {
			b0 = v128.load(weight, 0);
			b1 = v128.load(weight, 16);
			s = v128.load32_splat(a0, 0);
			c00 = madd(s, b0, c00);
			c01 = madd(s, b1, c01);
			s = v128.load32_splat(a1, 0);
			c10 = madd(s, b0, c10);
			c11 = madd(s, b1, c11);
			s = v128.load32_splat(a2, 0);
			c20 = madd(s, b0, c20);
			c21 = madd(s, b1, c21);
			s = v128.load32_splat(a3, 0);
			c30 = madd(s, b0, c30);
			c31 = madd(s, b1, c31);
			s = v128.load32_splat(a4, 0);
			c40 = madd(s, b0, c40);
			c41 = madd(s, b1, c41);
			s = v128.load32_splat(a5, 0);
			c50 = madd(s, b0, c50);
			c51 = madd(s, b1, c51);
			a0 += 4;
			a1 += 4;
			a2 += 4;
			a3 += 4;
			a4 += 4;
			a5 += 4;
			weight += 32;
			left -= 1;
		}
	}
	put8(out, c00, c01, columns, floor);
	if (rows > 1) put8(out + 1 * row, c10, c11, columns, floor);
	if (rows > 2) put8(out + 2 * row, c20, c21, columns, floor);
	if (rows > 3) put8(out + 3 * row, c30, c31, columns, floor);
	if (rows > 4) put8(out + 4 * row, c40, c41, columns, floor);
	if (rows > 5) put8(out + 5 * row, c50, c51, columns, floor);
}

/** Panels of eight columns that one row meets together. */
export const PANELS_OF_ROW: usize = 4;

/** One row with whole panels side by side, `panelBytes` apart: alone, a panel gives too little to do at once. */
export function rowOfPanels(
	table: usize,
	taps: usize,
	depth: usize,
	weight: usize,
	panelBytes: usize,
	offset: usize,
	out: usize,
	bias: usize,
	floor: v128
): void {
	let c00 = bias == 0 ? splat(0) : v128.load(bias, 0);
	let c01 = bias == 0 ? splat(0) : v128.load(bias, 16);
	let c10 = bias == 0 ? splat(0) : v128.load(bias, 32);
	let c11 = bias == 0 ? splat(0) : v128.load(bias, 48);
	let c20 = bias == 0 ? splat(0) : v128.load(bias, 64);
	let c21 = bias == 0 ? splat(0) : v128.load(bias, 80);
	let c30 = bias == 0 ? splat(0) : v128.load(bias, 96);
	let c31 = bias == 0 ? splat(0) : v128.load(bias, 112);
	let b0 = weight;
	let b1 = b0 + panelBytes;
	let b2 = b1 + panelBytes;
	let b3 = b2 + panelBytes;
	for (let tap: usize = 0; tap < taps; tap++) {
		let a = load<usize>(table) + offset;
		const end = a + 4 * depth;
		table += 24;
		while (a < end) {
			const s = v128.load32_splat(a);
			c00 = madd(s, v128.load(b0, 0), c00);
			c01 = madd(s, v128.load(b0, 16), c01);
			c10 = madd(s, v128.load(b1, 0), c10);
			c11 = madd(s, v128.load(b1, 16), c11);
			c20 = madd(s, v128.load(b2, 0), c20);
			c21 = madd(s, v128.load(b2, 16), c21);
			c30 = madd(s, v128.load(b3, 0), c30);
			c31 = madd(s, v128.load(b3, 16), c31);
			a += 4;
			b0 += 32;
			b1 += 32;
			b2 += 32;
			b3 += 32;
		}
	}
	v128.store(out, f32x4.pmax(c00, floor), 0);
	v128.store(out, f32x4.pmax(c01, floor), 16);
	v128.store(out, f32x4.pmax(c10, floor), 32);
	v128.store(out, f32x4.pmax(c11, floor), 48);
	v128.store(out, f32x4.pmax(c20, floor), 64);
	v128.store(out, f32x4.pmax(c21, floor), 80);
	v128.store(out, f32x4.pmax(c30, floor), 96);
	v128.store(out, f32x4.pmax(c31, floor), 112);
}

/** A panel of four columns: groups may have no more. */
export function tile4(
	table: usize,
	taps: usize,
	depth: usize,
	weight: usize,
	offset: usize,
	out: usize,
	row: usize,
	rows: usize,
	columns: usize,
	bias: usize,
	floor: v128
): void {
	const start0 = bias == 0 ? splat(0) : v128.load(bias, 0);
	let c00 = start0;
	let c10 = start0;
	let c20 = start0;
	let c30 = start0;
	let c40 = start0;
	let c50 = start0;
	for (let tap: usize = 0; tap < taps; tap++) {
		let a0 = load<usize>(table, 0) + offset;
		let a1 = load<usize>(table, 4) + offset;
		let a2 = load<usize>(table, 8) + offset;
		let a3 = load<usize>(table, 12) + offset;
		let a4 = load<usize>(table, 16) + offset;
		let a5 = load<usize>(table, 20) + offset;
		table += 24;
		let s: v128;
		let b0: v128;
		let left = depth;
		while (left >= 4) {
			b0 = v128.load(weight, 0);
			s = v128.load32_splat(a0, 0);
			c00 = madd(s, b0, c00);
			s = v128.load32_splat(a1, 0);
			c10 = madd(s, b0, c10);
			s = v128.load32_splat(a2, 0);
			c20 = madd(s, b0, c20);
			s = v128.load32_splat(a3, 0);
			c30 = madd(s, b0, c30);
			s = v128.load32_splat(a4, 0);
			c40 = madd(s, b0, c40);
			s = v128.load32_splat(a5, 0);
			c50 = madd(s, b0, c50);
			b0 = v128.load(weight, 16);
			s = v128.load32_splat(a0, 4);
			c00 = madd(s, b0, c00);
			s = v128.load32_splat(a1, 4);
			c10 = madd(s, b0, c10);
			s = v128.load32_splat(a2, 4);
			c20 = madd(s, b0, c20);
			s = v128.load32_splat(a3, 4);
			c30 = madd(s, b0, c30);
			s = v128.load32_splat(a4, 4);
			c40 = madd(s, b0, c40);
			s = v128.load32_splat(a5, 4);
			c50 = madd(s, b0, c50);
			b0 = v128.load(weight, 32);
			s = v128.load32_splat(a0, 8);
			c00 = madd(s, b0, c00);
			s = v128.load32_splat(a1, 8);
			c10 = madd(s, b0, c10);
			s = v128.load32_splat(a2, 8);
			c20 = madd(s, b0, c20);
			s = v128.load32_splat(a3, 8);
			c30 = madd(s, b0, c30);
			s = v128.load32_splat(a4, 8);
			c40 = madd(s, b0, c40);
			s = v128.load32_splat(a5, 8);
			c50 = madd(s, b0, c50);
			b0 = v128.load(weight, 48);
			s = v128.load32_splat(a0, 12);
			c00 = madd(s, b0, c00);
			s = v128.load32_splat(a1, 12);
			c10 = madd(s, b0, c10);
			s = v128.load32_splat(a2, 12);
			c20 = madd(s, b0, c20);
			s = v128.load32_splat(a3, 12);
			c30 = madd(s, b0, c30);
			s = v128.load32_splat(a4, 12);
			c40 = madd(s, b0, c40);
			s = v128.load32_splat(a5, 12);
			c50 = madd(s, b0, c50);
			a0 += 16;
			a1 += 16;
			a2 += 16;
			a3 += 16;
			a4 += 16;
			a5 += 16;
			weight += 64;
			left -= 4;
		}
		while (left > 0) {
			b0 = v128.load(weight, 0);
			s = v128.load32_splat(a0, 0);
			c00 = madd(s, b0, c00);
			s = v128.load32_splat(a1, 0);
			c10 = madd(s, b0, c10);
			s = v128.load32_splat(a2, 0);
			c20 = madd(s, b0, c20);
			s = v128.load32_splat(a3, 0);
			c30 = madd(s, b0, c30);
			s = v128.load32_splat(a4, 0);
			c40 = madd(s, b0, c40);
			s = v128.load32_splat(a5, 0);
			c50 = madd(s, b0, c50);
			a0 += 4;
			a1 += 4;
			a2 += 4;
			a3 += 4;
			a4 += 4;
			a5 += 4;
			weight += 16;
			left -= 1;
		}
	}
	put4(out, c00, columns, floor);
	if (rows > 1) put4(out + 1 * row, c10, columns, floor);
	if (rows > 2) put4(out + 2 * row, c20, columns, floor);
	if (rows > 3) put4(out + 3 * row, c30, columns, floor);
	if (rows > 4) put4(out + 4 * row, c40, columns, floor);
	if (rows > 5) put4(out + 5 * row, c50, columns, floor);
}
