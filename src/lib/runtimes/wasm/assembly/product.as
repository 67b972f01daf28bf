import { finish } from './epilogue';
import { PANELS_OF_ROW, rowOfPanels, tile4, tile8 } from './tiles';
import { splat } from './vector';

/** Rows of a tile. */
const TILE: usize = 6;

/** So many rows that are left over are computed one by one, over more columns each. */
const FEW: usize = 3;

/** What a product is called with, in words; see `PRODUCT` in `words.ts`. */
const X: usize = 0;
const WEIGHT: usize = 4;
const BIAS: usize = 8;
const OUT: usize = 12;
const ROWS: usize = 16;
const COLUMNS: usize = 20;
const GROUPS: usize = 24;
const PANEL: usize = 28;
const TAPS_DOWN: usize = 32;
const TAPS_ACROSS: usize = 36;
const DEPTH: usize = 40;
const ZEROS: usize = 44;
const CHANNELS: usize = 48;
const HEIGHT: usize = 52;
const WIDTH: usize = 56;
const OUT_HEIGHT: usize = 60;
const OUT_WIDTH: usize = 64;
const STRIDE: usize = 68;
const DILATION: usize = 72;
const TOP: usize = 76;
const LEFT: usize = 80;
const GATHERS: usize = 84;
const ROWS_PER_JOB: usize = 88;
const PANELS_PER_JOB: usize = 92;
const PANEL_JOBS: usize = 96;
const RELU: usize = 100;

/** The place of a row on the map, and the first column of the input that its taps reach. */
@inline
function leftOf(args: usize, row: usize): i32 {
	const place = row % load<usize>(args, OUT_WIDTH);
	return i32(place) * load<i32>(args, STRIDE) - load<i32>(args, LEFT);
}

/** Whether the taps across of some rows lie side by side in memory: nothing comes between, none lies outside. */
function areMerged(args: usize, row: usize, last: usize): bool {
	if (load<i32>(args, GROUPS) != 1 || load<i32>(args, DILATION) != 1) return false;
	const most = load<i32>(args, WIDTH) - load<i32>(args, TAPS_ACROSS);
	for (let i: usize = 0; i < TILE; i++) {
		const left = leftOf(args, min(row + i, last));
		if (left < 0 || left > most) return false;
	}
	return true;
}

/** Addresses of the pieces of one row, `TILE` words apart: for each line of taps so many. */
function gather(args: usize, row: usize, across: i32, table: usize): void {
	const channels = load<usize>(args, CHANNELS) * 4;
	const height = load<i32>(args, HEIGHT);
	const width = load<i32>(args, WIDTH);
	const each = load<usize>(args, OUT_HEIGHT) * load<usize>(args, OUT_WIDTH);
	const dilation = load<i32>(args, DILATION);
	const line = i32((row % each) / load<usize>(args, OUT_WIDTH));
	const top = line * load<i32>(args, STRIDE) - load<i32>(args, TOP);
	const left = leftOf(args, row);
	const map = load<usize>(args, X) + (row / each) * usize(height) * usize(width) * channels;
	const zeros = load<usize>(args, ZEROS);
	const down = load<i32>(args, TAPS_DOWN);
	for (let i = 0; i < down; i++) {
		const y = top + i * dilation;
		const line = map + usize(y) * usize(width) * channels;
		const inside = y >= 0 && y < height;
		for (let j = 0; j < across; j++) {
			const at = left + j * dilation;
			const found = inside && at >= 0 && at < width;
			store<usize>(table, found ? line + usize(at) * channels : zeros);
			table += 4 * TILE;
		}
	}
}

/** Words before a tile's addresses: how many pieces a row has, and how many values each of them. */
const HEAD: usize = 8;

/** Of a tile of rows: how many pieces each has, how long they are, and their addresses. */
function gatherTile(args: usize, row: usize, last: usize, table: usize): void {
	const depth = load<i32>(args, DEPTH);
	if (load<i32>(args, GATHERS) == 0) {
		store<i32>(table, 1);
		store<i32>(table, depth, 4);
		for (let i: usize = 0; i < TILE; i++)
			store<usize>(
				table + HEAD + 4 * i,
				load<usize>(args, X) + min(row + i, last) * load<usize>(args, CHANNELS) * 4
			);
		return;
	}
	const across = load<i32>(args, TAPS_ACROSS);
	const pieces = areMerged(args, row, last) ? 1 : across;
	store<i32>(table, load<i32>(args, TAPS_DOWN) * pieces);
	store<i32>(table, pieces == 1 ? across * depth : depth, 4);
	for (let i: usize = 0; i < TILE; i++)
		gather(args, min(row + i, last), pieces, table + HEAD + 4 * i);
}

/** Some rows of a product, or some of their columns. */
export function product(args: usize, job: usize, scratch: usize): void {
	const rows = load<usize>(args, ROWS);
	const columns = load<usize>(args, COLUMNS);
	const groups = load<usize>(args, GROUPS);
	const panel = load<usize>(args, PANEL);
	const depth = load<usize>(args, DEPTH);
	const taps = load<usize>(args, TAPS_DOWN) * load<usize>(args, TAPS_ACROSS);
	const out = load<usize>(args, OUT);
	const bias = load<usize>(args, BIAS);
	const weight = load<usize>(args, WEIGHT);
	const panelJobs = load<usize>(args, PANEL_JOBS);
	const rowsPerJob = load<usize>(args, ROWS_PER_JOB);
	const panelsPerJob = load<usize>(args, PANELS_PER_JOB);
	const floor = splat(load<i32>(args, RELU) == 0 ? -Infinity : 0);

	const first = (job / panelJobs) * rowsPerJob;
	const end = min(rows, first + rowsPerJob);
	const tileBytes: usize = HEAD + 4 * TILE * taps;
	for (let row = first, at = scratch; row < end; row += TILE, at += tileBytes)
		gatherTile(args, row, end - 1, at);

	const panels = (columns + panel - 1) / panel;
	const panelBytes: usize = 4 * panel * taps * depth;
	const row: usize = 4 * groups * columns;
	const firstPanel = (job % panelJobs) * panelsPerJob;
	const endPanel = min(groups * panels, firstPanel + panelsPerJob);
	const few = panel == 8 && (end - first) % TILE <= FEW ? (end - first) % TILE : 0;
	const endWeights = weight + groups * panels * panelBytes;
	// Over the tiles of a panel the whole of the next is looked at.
	const step: usize = end - first >= 8 * TILE ? 16 : end - first >= 4 * TILE ? 32 : 64;
	const lookedAt = (panelBytes / 128) * step;
	let p = firstPanel;
	while (p < endPanel) {
		const group = p / panels;
		const left = (p % panels) * panel;
		const column = group * columns + left;
		const offset: usize = 4 * group * depth;
		const isWide = few > 0 && p + PANELS_OF_ROW <= endPanel && left + PANELS_OF_ROW * panel <= columns;
		const next = isWide ? p + PANELS_OF_ROW : p + 1;
		const endTiles = isWide ? end - few : end;
		// Biases lie in panels, as the weights do.
		const start: usize = bias == 0 ? 0 : bias + 4 * panel * p;
		const values = weight + p * panelBytes;
		for (let i: usize = 0; p < next; p++, i++) {
			const some = min(panel, columns - left - i * panel);
			const b = values + i * panelBytes;
			const s = bias == 0 ? 0 : start + 4 * panel * i;
			let ahead = b + panelBytes;
			for (let r = first, at = scratch; r < endTiles; r += TILE, at += tileBytes) {
				if (ahead + lookedAt > endWeights) ahead = weight;
				const to = out + r * row + 4 * (column + i * panel);
				const rows = min(TILE, endTiles - r);
				const pieces = load<usize>(at);
				const long = load<usize>(at, 4);
				if (panel == 8) tile8(at + HEAD, pieces, long, b, offset, to, row, rows, some, s, floor, ahead, step);
				else tile4(at + HEAD, pieces, long, b, offset, to, row, rows, some, s, floor);
				ahead += lookedAt;
			}
		}
		for (let r = endTiles; r < end; r++) {
			const at = scratch + ((endTiles - first) / TILE) * tileBytes;
			const table = at + HEAD + 4 * (r - endTiles);
			rowOfPanels(table, load<usize>(at), load<usize>(at, 4), values, panelBytes, offset, out + r * row + 4 * column, start, floor);
		}
	}

	const channels = groups * columns;
	if (panelJobs == 1) {
		finish(args, out, first * channels, (end - first) * channels, channels);
		return;
	}
	const from = (firstPanel / panels) * columns + (firstPanel % panels) * panel;
	const to = min(
		channels,
		(endPanel / panels) * columns + min(columns, (endPanel % panels) * panel)
	);
	for (let r = first; r < end; r++) finish(args, out, r * channels + from, to - from, channels);
}
