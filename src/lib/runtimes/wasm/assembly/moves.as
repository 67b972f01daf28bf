import { finish } from './epilogue';

/** Values that are put elsewhere, or take part in nothing but what ends a kernel. */

/** What a copy is called with, in words; see `COPY` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const COUNT: usize = 8;
const CHANNELS: usize = 12;
const PER_JOB: usize = 16;

/** Some values as they are, for what follows. */
export function copy(args: usize, job: usize): void {
	const each = load<usize>(args, PER_JOB);
	const first = job * each;
	const count = min(each, load<usize>(args, COUNT) - first);
	const out = load<usize>(args, OUT);
	memory.copy(out + 4 * first, load<usize>(args, X) + 4 * first, 4 * count);
	finish(args, out, first, count, load<usize>(args, CHANNELS));
}

/** What a gate is called with, in words; see `GATE` in `words.ts`. */
const GATE_MAP: usize = 0;
const GATE_BY: usize = 4;
const GATE_OUT: usize = 8;
const GATE_ROWS: usize = 12;
const GATE_POSITIONS: usize = 16;
const GATE_CHANNELS: usize = 20;
const GATE_ROWS_PER_JOB: usize = 24;

/** Some rows of maps, each channel times one value of its image. */
export function gate(args: usize, job: usize): void {
	const channels = load<usize>(args, GATE_CHANNELS);
	const positions = load<usize>(args, GATE_POSITIONS);
	const each = load<usize>(args, GATE_ROWS_PER_JOB);
	const out = load<usize>(args, GATE_OUT);
	const first = job * each;
	const end = min(load<usize>(args, GATE_ROWS), first + each);
	for (let row = first; row < end; row++) {
		const from = load<usize>(args, GATE_MAP) + 4 * row * channels;
		const by = load<usize>(args, GATE_BY) + 4 * (row / positions) * channels;
		const to = out + 4 * row * channels;
		let c: usize = 0;
		for (; c + 4 <= channels; c += 4)
			v128.store(to + 4 * c, f32x4.mul(v128.load(from + 4 * c), v128.load(by + 4 * c)));
		for (; c < channels; c++)
			store<f32>(to + 4 * c, load<f32>(from + 4 * c) * load<f32>(by + 4 * c));
	}
	finish(args, out, first * channels, (end - first) * channels, channels);
}

/** What pieces side by side are called with, in words; see `PIECES` in `words.ts`. */
const PIECES_OUT: usize = 0;
const PIECES_ROWS: usize = 4;
const PIECES_CHANNELS: usize = 8;
const PIECES_ROWS_PER_JOB: usize = 12;
const PIECES_COUNT: usize = 16;
/** Of each: its address, its channels and those from one row to the next. */
const PIECES: usize = 20;

/** Some rows, put together from ranges of other rows. */
export function pieces(args: usize, job: usize): void {
	const channels = load<usize>(args, PIECES_CHANNELS);
	const each = load<usize>(args, PIECES_ROWS_PER_JOB);
	const out = load<usize>(args, PIECES_OUT);
	const first = job * each;
	const end = min(load<usize>(args, PIECES_ROWS), first + each);
	const count = load<usize>(args, PIECES_COUNT);
	let left: usize = 0;
	for (let i: usize = 0; i < count; i++) {
		const piece = args + PIECES + 12 * i;
		const some = load<usize>(piece, 4);
		for (let row = first; row < end; row++)
			memory.copy(
				out + 4 * (row * channels + left),
				load<usize>(piece) + 4 * row * load<usize>(piece, 8),
				4 * some
			);
		left += some;
	}
	finish(args, out, first * channels, (end - first) * channels, channels);
}

/** What a roll is called with, in words; see `ROLL` in `words.ts`. */
const ROLL_X: usize = 0;
const ROLL_OUT: usize = 4;
const ROLL_HEIGHT: usize = 8;
const ROLL_WIDTH: usize = 12;
const ROLL_OUT_HEIGHT: usize = 16;
const ROLL_OUT_WIDTH: usize = 20;
const ROLL_CHANNELS: usize = 24;
const ROLL_PART_HEIGHT: usize = 28;
const ROLL_PART_WIDTH: usize = 32;
const ROLL_DOWN: usize = 36;
const ROLL_ACROSS: usize = 40;

/** One row of a map from a part of another that is rolled; zeros beyond the part. */
export function roll(args: usize, job: usize): void {
	const outHeight = load<usize>(args, ROLL_OUT_HEIGHT);
	const outWidth = load<usize>(args, ROLL_OUT_WIDTH);
	const high = load<usize>(args, ROLL_PART_HEIGHT);
	const wide = load<usize>(args, ROLL_PART_WIDTH);
	const row: usize = 4 * load<usize>(args, ROLL_CHANNELS);
	const y = job % outHeight;
	const from = (y + load<usize>(args, ROLL_DOWN)) % high;
	const line = ((job / outHeight) * load<usize>(args, ROLL_HEIGHT) + from) * load<usize>(args, ROLL_WIDTH);
	let to = load<usize>(args, ROLL_OUT) + job * outWidth * row;
	for (let x: usize = 0; x < outWidth; x++) {
		if (y < high && x < wide) {
			const at = line + ((x + load<usize>(args, ROLL_ACROSS)) % wide);
			memory.copy(to, load<usize>(args, ROLL_X) + at * row, row);
		} else memory.fill(to, 0, row);
		to += row;
	}
}

/** One row of a map of half the size, with four neighbours as channels; see `MERGE` in `words.ts`. */
export function merge(args: usize, job: usize): void {
	const height = load<usize>(args, ROLL_HEIGHT);
	const width = load<usize>(args, ROLL_WIDTH);
	const outHeight = load<usize>(args, ROLL_OUT_HEIGHT);
	const outWidth = load<usize>(args, ROLL_OUT_WIDTH);
	const row: usize = 4 * load<usize>(args, ROLL_CHANNELS);
	let to = load<usize>(args, ROLL_OUT) + job * outWidth * 4 * row;
	const map = load<usize>(args, ROLL_X) + (job / outHeight) * height * width * row;
	for (let x: usize = 0; x < outWidth; x++)
		for (let i: usize = 0; i < 4; i++) {
			const down = (job % outHeight) * 2 + (i & 1);
			const across: usize = 2 * x + (i >> 1);
			if (down < height && across < width)
				memory.copy(to, map + (down * width + across) * row, row);
			else memory.fill(to, 0, row);
			to += row;
		}
}
