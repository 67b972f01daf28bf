import { finish } from './epilogue';
import { squares } from './rows';
import { madd, splat } from './vector';

/** What is done to each head of packed queries, keys and values, of which values stay. */

/** What both are called with, in words; see `heads.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const ROWS: usize = 8;
const ROWS_PER_JOB: usize = 12;
const HEADS: usize = 16;
const WIDTH: usize = 20;
/** One factor for each head of queries and keys. */
const FACTORS: usize = 24;
const SHORTEST: usize = 28;
/** Of each token, of one head or all: what channels are multiplied by, and what the others of their pairs are. */
const COS: usize = 24;
const SIN: usize = 28;
const TOKENS: usize = 32;
const APART: usize = 36;
const NEIGHBOURS: usize = 40;

@inline
function endOf(args: usize, job: usize): usize {
	return min(load<usize>(args, ROWS), (job + 1) * load<usize>(args, ROWS_PER_JOB));
}

/** Values as they are, and what follows of whole rows. */
function end(args: usize, job: usize): void {
	const values = load<usize>(args, HEADS) * load<usize>(args, WIDTH);
	const row: usize = 3 * values;
	const first = job * load<usize>(args, ROWS_PER_JOB);
	const last = endOf(args, job);
	const out = load<usize>(args, OUT);
	for (let i = first; i < last; i++) {
		const at: usize = 4 * (i * row + 2 * values);
		memory.copy(out + at, load<usize>(args, X) + at, 4 * values);
	}
	finish(args, out, first * row, (last - first) * row, row);
}

/** Each head's query and key at unit length, and its queries scaled. */
export function unitHeads(args: usize, job: usize): void {
	const width = load<usize>(args, WIDTH);
	const seeking: usize = 2 * load<usize>(args, HEADS);
	const row: usize = (seeking + seeking / 2) * width;
	const last = endOf(args, job);
	for (let i = job * load<usize>(args, ROWS_PER_JOB); i < last; i++)
		for (let head: usize = 0; head < seeking; head++) {
			const at: usize = 4 * (i * row + head * width);
			const from = load<usize>(args, X) + at;
			const to = load<usize>(args, OUT) + at;
			const length = max<f32>(sqrt<f32>(squares(from, width, 0)), load<f32>(args, SHORTEST));
			const factor = load<f32>(load<usize>(args, FACTORS) + 4 * head) / length;
			const each = splat(factor);
			let c: usize = 0;
			for (; c + 4 <= width; c += 4)
				v128.store(to + 4 * c, f32x4.mul(v128.load(from + 4 * c), each));
			for (; c < width; c++) store<f32>(to + 4 * c, load<f32>(from + 4 * c) * factor);
		}
	end(args, job);
}

/** Channels times their cosines, and those at `other` times the sines. */
function turn(to: usize, from: usize, other: usize, cos: usize, sin: usize, count: usize): void {
	let c: usize = 0;
	for (; c + 4 <= count; c += 4) {
		const moved = f32x4.mul(v128.load(other + 4 * c), v128.load(sin + 4 * c));
		v128.store(to + 4 * c, madd(v128.load(from + 4 * c), v128.load(cos + 4 * c), moved));
	}
	for (; c < count; c++)
		store<f32>(
			to + 4 * c,
			load<f32>(from + 4 * c) * load<f32>(cos + 4 * c) +
				load<f32>(other + 4 * c) * load<f32>(sin + 4 * c)
		);
}

/** The same where the other of a pair is the channel beside; there are whole pairs of pairs. */
function turnNeighbours(to: usize, from: usize, cos: usize, sin: usize, count: usize): void {
	for (let c: usize = 0; c < count; c += 4) {
		const stay = v128.load(from + 4 * c);
		const other = v128.shuffle<f32>(stay, stay, 1, 0, 3, 2);
		const moved = f32x4.mul(other, v128.load(sin + 4 * c));
		v128.store(to + 4 * c, madd(stay, v128.load(cos + 4 * c), moved));
	}
}

/** Queries and keys turned pair by pair. */
export function rotary(args: usize, job: usize): void {
	const width = load<usize>(args, WIDTH);
	const heads = load<usize>(args, HEADS);
	const apart = load<usize>(args, APART);
	const half = width / 2;
	const last = endOf(args, job);
	for (let i = job * load<usize>(args, ROWS_PER_JOB); i < last; i++) {
		const token = i % load<usize>(args, TOKENS);
		for (let head: usize = 0; head < 2 * heads; head++) {
			const at: usize = 4 * (i * 3 * heads + head) * width;
			const from = load<usize>(args, X) + at;
			const to = load<usize>(args, OUT) + at;
			const table: usize = 4 * (token * apart + (head % apart)) * width;
			const cos = load<usize>(args, COS) + table;
			const sin = load<usize>(args, SIN) + table;
			if (load<i32>(args, NEIGHBOURS) != 0) turnNeighbours(to, from, cos, sin, width);
			else {
				const back: usize = 4 * half;
				turn(to, from, from + back, cos, sin, half);
				turn(to + back, from + back, from, cos + back, sin + back, half);
			}
		}
	}
	end(args, job);
}
