import { finish } from './epilogue';
import { PANELS_OF_ROW, rowOfPanels, tile8 } from './tiles';
import { splat } from './vector';

/** What a convolution in tiles is called with, in words; see `kernels/winograd.ts`. */
const X: usize = 0;
const WEIGHT: usize = 4;
const BIAS: usize = 8;
const OUT: usize = 12;
const HEIGHT: usize = 16;
const WIDTH: usize = 20;
const CHANNELS: usize = 24;
const COLUMNS: usize = 28;
const OUT_HEIGHT: usize = 32;
const OUT_WIDTH: usize = 36;
const TOP: usize = 40;
const LEFT: usize = 44;
const ZEROS: usize = 48;
const TILES: usize = 52;
const TILES_PER_JOB: usize = 56;
const PANELS_PER_JOB: usize = 60;
const PANEL_JOBS: usize = 64;
const RELU: usize = 68;

/** Rows of a product's tile, and columns of its panel. */
const ROWS: usize = 6;
/** So many rows that are left over are computed one by one, over more columns each. */
const FEW: usize = 3;
const PANEL: usize = 8;

/** Values of a tile. */
const PLACES: usize = 16;

/** Planes would else begin in the same lines of the cache. */
const APART: usize = 64;

/** The input's place at which a tile begins, or zeros where it lies outside. */
@inline
function pixel(args: usize, map: usize, y: i32, x: i32): usize {
	if (y < 0 || y >= load<i32>(args, HEIGHT) || x < 0 || x >= load<i32>(args, WIDTH))
		return load<usize>(args, ZEROS);
	return map + (usize(y) * load<usize>(args, WIDTH) + usize(x)) * load<usize>(args, CHANNELS) * 4;
}

/** A line of a tile, in all channels, from two lines of the input: their sum, or their difference. */
@inline
function line(args: usize, map: usize, above: i32, below: i32, x: i32, adds: bool, to: usize, plane: usize): void {
	let a0 = pixel(args, map, above, x);
	let a1 = pixel(args, map, above, x + 1);
	let a2 = pixel(args, map, above, x + 2);
	let a3 = pixel(args, map, above, x + 3);
	let b0 = pixel(args, map, below, x);
	let b1 = pixel(args, map, below, x + 1);
	let b2 = pixel(args, map, below, x + 2);
	let b3 = pixel(args, map, below, x + 3);
	const end = to + load<usize>(args, CHANNELS) * 4;
	while (to < end) {
		const d0 = adds ? f32x4.add(v128.load(a0), v128.load(b0)) : f32x4.sub(v128.load(a0), v128.load(b0));
		const d1 = adds ? f32x4.add(v128.load(a1), v128.load(b1)) : f32x4.sub(v128.load(a1), v128.load(b1));
		const d2 = adds ? f32x4.add(v128.load(a2), v128.load(b2)) : f32x4.sub(v128.load(a2), v128.load(b2));
		const d3 = adds ? f32x4.add(v128.load(a3), v128.load(b3)) : f32x4.sub(v128.load(a3), v128.load(b3));
		v128.store(to, f32x4.sub(d0, d2));
		v128.store(to + plane, f32x4.add(d1, d2));
		v128.store(to + 2 * plane, f32x4.sub(d2, d1));
		v128.store(to + 3 * plane, f32x4.sub(d1, d3));
		a0 += 16;
		a1 += 16;
		a2 += 16;
		a3 += 16;
		b0 += 16;
		b1 += 16;
		b2 += 16;
		b3 += 16;
		to += 16;
	}
}

/** A tile of 4 × 4 places of the input as `Bᵀ d B`. */
function spread(args: usize, tile: usize, to: usize, plane: usize): void {
	const acrosses = (load<usize>(args, OUT_WIDTH) + 1) / 2;
	const each = ((load<usize>(args, OUT_HEIGHT) + 1) / 2) * acrosses;
	const map =
		load<usize>(args, X) +
		(tile / each) * load<usize>(args, HEIGHT) * load<usize>(args, WIDTH) * load<usize>(args, CHANNELS) * 4;
	const y = 2 * i32((tile % each) / acrosses) - load<i32>(args, TOP);
	const x = 2 * i32(tile % acrosses) - load<i32>(args, LEFT);
	line(args, map, y, y + 2, x, false, to, plane);
	line(args, map, y + 1, y + 2, x, true, to + 4 * plane, plane);
	line(args, map, y + 2, y + 1, x, false, to + 8 * plane, plane);
	line(args, map, y + 1, y + 3, x, false, to + 12 * plane, plane);
}

/** The sum of three places of a tile that lie one below the other. */
@inline
function upper(m: usize, plane: usize): v128 {
	return f32x4.add(f32x4.add(v128.load(m), v128.load(m + 4 * plane)), v128.load(m + 8 * plane));
}

@inline
function lower(m: usize, plane: usize): v128 {
	return f32x4.sub(f32x4.sub(v128.load(m + 4 * plane), v128.load(m + 8 * plane)), v128.load(m + 12 * plane));
}

@inline
function first(a: v128, b: v128, c: v128): v128 {
	return f32x4.add(f32x4.add(a, b), c);
}

@inline
function second(b: v128, c: v128, d: v128): v128 {
	return f32x4.sub(f32x4.sub(b, c), d);
}

/** Two results side by side, from four sums. */
@inline
function pair(z0: v128, z1: v128, z2: v128, z3: v128, bias: v128, floor: v128, to: usize, next: usize): void {
	v128.store(to, f32x4.pmax(f32x4.add(first(z0, z1, z2), bias), floor));
	if (next != 0) v128.store(next, f32x4.pmax(f32x4.add(second(z1, z2, z3), bias), floor));
}

/** A tile of 2 × 2 results as `Aᵀ m A`, in some columns of them. */
function gathered(args: usize, tile: usize, m: usize, plane: usize, from: usize, columns: usize): void {
	const width = load<usize>(args, OUT_WIDTH);
	const height = load<usize>(args, OUT_HEIGHT);
	const channels = load<usize>(args, COLUMNS);
	const out = load<usize>(args, OUT);
	const acrosses = (width + 1) / 2;
	const each = ((height + 1) / 2) * acrosses;
	const y = ((tile % each) / acrosses) * 2;
	const x = (tile % acrosses) * 2;
	const hasRight = x + 1 < width;
	const hasBelow = y + 1 < height;
	const place = ((tile / each) * height + y) * width + x;
	const start = place * channels + from;
	const row = width * channels;
	const bias = load<usize>(args, BIAS);
	const floor = splat(load<i32>(args, RELU) == 0 ? -Infinity : 0);
	for (let c: usize = 0; c < columns; c += 4, m += 16) {
		const b = bias == 0 ? splat(0) : v128.load(bias + 4 * (from + c));
		const to = out + 4 * (start + c);
		const right: usize = hasRight ? to + 4 * channels : 0;
		pair(upper(m, plane), upper(m + plane, plane), upper(m + 2 * plane, plane), upper(m + 3 * plane, plane), b, floor, to, right);
		if (!hasBelow) continue;
		const under = to + 4 * row;
		const corner: usize = hasRight ? right + 4 * row : 0;
		pair(lower(m, plane), lower(m + plane, plane), lower(m + 2 * plane, plane), lower(m + 3 * plane, plane), b, floor, under, corner);
	}
	finish(args, out, start, columns, channels);
	if (hasRight) finish(args, out, start + channels, columns, channels);
	if (hasBelow) finish(args, out, start + row, columns, channels);
	if (hasRight && hasBelow) finish(args, out, start + row + channels, columns, channels);
}

/**
 * Some tiles of a 3 × 3 convolution, in some columns, by Winograd's F(2 × 2, 3 × 3): sixteen products of
 * tiles and weights that were spread alike, in the place of the 36 that four results take else.
 */
export function winograd(args: usize, job: usize, scratch: usize): void {
	const channels = load<usize>(args, CHANNELS);
	const panels = load<usize>(args, COLUMNS) / PANEL;
	const weight = load<usize>(args, WEIGHT);
	const tilesPerJob = load<usize>(args, TILES_PER_JOB);
	const panelsPerJob = load<usize>(args, PANELS_PER_JOB);
	const panelJobs = load<usize>(args, PANEL_JOBS);
	const from = (job / panelJobs) * tilesPerJob;
	const count = min(tilesPerJob, load<usize>(args, TILES) - from);
	const firstPanel = (job % panelJobs) * panelsPerJob;
	const endPanel = min(panels, firstPanel + panelsPerJob);
	const columns = (endPanel - firstPanel) * PANEL;

	const row: usize = 4 * channels;
	const outRow: usize = 4 * columns;
	const plane = tilesPerJob * row + APART;
	const outPlane = tilesPerJob * outRow + APART;
	const table = scratch;
	const spreads = table + 4 * tilesPerJob;
	const sums = spreads + PLACES * plane;
	for (let t: usize = 0; t < count; t++) spread(args, from + t, spreads + t * row, plane);

	const none = splat(-Infinity);
	const few = count % ROWS <= FEW ? count % ROWS : 0;
	const panelBytes = PANEL * row;
	const endWeights = weight + PLACES * panels * panelBytes;
	// Over the tiles of a panel the whole of the next is looked at.
	const step: usize = count >= 8 * ROWS ? 16 : count >= 4 * ROWS ? 32 : 64;
	const lookedAt = (panelBytes / 128) * step;
	for (let i: usize = 0; i < PLACES; i++) {
		for (let t: usize = 0; t < tilesPerJob; t++)
			store<usize>(table + 4 * t, spreads + i * plane + min(t, count - 1) * row);
		for (let p = firstPanel; p < endPanel; ) {
			const b = weight + (i * panels + p) * panelBytes;
			const to = sums + i * outPlane + 4 * PANEL * (p - firstPanel);
			const isWide = few > 0 && p + PANELS_OF_ROW <= endPanel;
			const next = isWide ? p + PANELS_OF_ROW : p + 1;
			const endTiles = isWide ? count - few : count;
			for (let each = b, at = to; p < next; p++, each += panelBytes, at += 4 * PANEL) {
				let ahead = each + panelBytes;
				for (let r: usize = 0; r < endTiles; r += ROWS) {
					if (ahead + lookedAt > endWeights) ahead = weight;
					tile8(table + 4 * r, 1, channels, each, 0, at + r * outRow, outRow, min(ROWS, endTiles - r), PANEL, 0, none, ahead, step);
					ahead += lookedAt;
				}
			}
			for (let r = endTiles; r < count; r++)
				rowOfPanels(table + 4 * r, 1, channels, b, panelBytes, 0, to + r * outRow, 0, none);
		}
	}
	for (let t: usize = 0; t < count; t++)
		gathered(args, from + t, sums + t * outRow, outPlane, firstPanel * PANEL, columns);
}
