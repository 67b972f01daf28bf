import { wasmEngine } from './current.ts';

/** Elements that one thread takes at a time, where each is a little work: they stay in its cache. */
const ELEMENTS = 16_384;

/** Jobs that each thread gets at least, so that none waits long for another. */
const JOBS_PER_THREAD = 4;

/** How many of so many rows one thread takes at a time. */
export function rowsPerJob(rows: number, width: number): number {
	const { threads } = wasmEngine();
	const cached = Math.max(1, Math.floor(ELEMENTS / width));
	return threads === 1 ? cached : Math.min(cached, Math.ceil(rows / threads / JOBS_PER_THREAD));
}

/** Rows of a tile. */
const TILE = 6;

/**
 * Rows of a product whose values stay in the cache while weights pass by. The last stage of most
 * networks has 49, where weights are largest: they are to come from memory once.
 */
const ROWS = 66;

/** Panels that a row which is left over meets together; see `assembly/tiles.as`. */
const PANELS = 4;

/** Bytes for the addresses of rows. */
const TABLE = 2 ** 18;

/**
 * How a product is cut into jobs: by rows, and where these are few, by panels of its weights too.
 *
 * @param taps addresses of a row
 * @param panels of all groups
 */
export function productSplit(rows: number, taps: number, panels: number) {
	const { threads } = wasmEngine();
	const most = Math.min(ROWS, Math.max(TILE, Math.floor(TABLE / (4 * taps))));
	const blocks = Math.ceil(rows / most);
	const each = Math.ceil(rows / blocks / TILE) * TILE;
	const rowJobs = Math.ceil(rows / each);
	// As many for each thread: nine jobs of two threads take as long as ten.
	const wanted =
		threads === 1 || rowJobs >= JOBS_PER_THREAD * threads
			? 1
			: threads * Math.ceil(JOBS_PER_THREAD / rowJobs);
	const fewest = Math.ceil(panels / Math.min(wanted, panels));
	const panelsPerJob = Math.min(panels, Math.ceil(fewest / PANELS) * PANELS);
	const panelJobs = Math.ceil(panels / panelsPerJob);
	return {
		rowsPerJob: each,
		panelsPerJob,
		panelJobs,
		jobs: rowJobs * panelJobs,
		// Of each tile also how many pieces its rows have, and how long they are.
		scratch: (each / TILE) * 4 * (2 + TILE * taps)
	};
}

/** Bytes of spread tiles and their sums, which are to stay in a processor's own cache. */
const SPREAD = 2 ** 21;

/** More tiles at a time gain nothing: weights pass by seldom enough. */
const MOST_TILES = 54;

/** Columns of a panel. */
const PANEL = 8;

/** Bytes of the places of one tile, in so many channels. */
const spreadBytes = (channels: number): number => 16 * 4 * channels;

/** Bytes between the planes of places, of tiles and of sums; see `assembly/winograd.as`. */
const APART = 2 * 16 * 64;

/**
 * How a convolution in tiles is cut into jobs: by tiles, and where these are few, by panels of its
 * weights too, though each of these jobs spreads the tiles anew.
 *
 * @param columns a multiple of a panel's
 */
export function tileSplit(tiles: number, channels: number, columns: number) {
	const { threads } = wasmEngine();
	const cached = Math.floor(SPREAD / spreadBytes(channels + columns) / TILE) * TILE;
	const blocks = Math.ceil(tiles / Math.min(MOST_TILES, Math.max(TILE, cached)));
	const tilesPerJob = Math.ceil(tiles / blocks / TILE) * TILE;
	const tileJobs = Math.ceil(tiles / tilesPerJob);
	const wanted =
		threads === 1 || tileJobs >= JOBS_PER_THREAD * threads
			? 1
			: Math.max(2, Math.ceil((2 * threads) / tileJobs));
	const panels = columns / PANEL;
	const panelsPerJob = Math.ceil(panels / Math.min(wanted, panels));
	const panelJobs = Math.ceil(panels / panelsPerJob);
	return {
		tilesPerJob,
		panelsPerJob,
		panelJobs,
		jobs: tileJobs * panelJobs,
		// An address of each row too.
		scratch: tilesPerJob * (4 + spreadBytes(channels + PANEL * panelsPerJob)) + APART
	};
}
