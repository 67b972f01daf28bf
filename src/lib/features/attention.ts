import { max } from 'd3';
import { sidesOf, type LayerOp, type Shape } from '../arch/net.ts';
import { attentionSizes, isShifted } from '../arch/ops/attention.ts';
import { biasRow, HIDDEN, shiftRegions } from '../arch/ops/window-positions.ts';

type Op = LayerOp<'attention'>;

/** What a layer of attention took for one image. */
export type Attended = Readonly<{
	op: Op;
	/** Of queries, keys and values, packed along the channels: `[tokens, 3C]` or `[height, width, 3C]`. */
	shape: Shape;
	values: Float32Array;
	/** What windows add to scores by relative position and head, `[distances, heads]`; else `null`. */
	table: Float32Array | null;
}>;

/** What a layer took in which one token looks at all others, to pool them, for one image. */
export type Pooled = Readonly<{
	heads: number;
	/** Of the token that looks, `[C]`. */
	query: Float32Array;
	/** Of keys and values, packed along the channels: `[tokens, 2C]`. */
	shape: Shape;
	values: Float32Array;
}>;

/** The positions that one looks at, in the order of its window. */
export type Window = Readonly<{
	positions: readonly number[];
	/** Which of them looks. */
	from: number;
	/** Which of them it must not see: a shift brought them here from elsewhere. */
	hidden: readonly boolean[];
}>;

/** All positions where attention is global, else those of a position's window. */
export function windowOf(op: Op, shape: Shape, position: number): Window {
	const sizes = attentionSizes(op, shape);
	if (op.window === null) {
		const positions = Array.from({ length: sizes.positions }, (_, i) => i);
		return { positions, from: position, hidden: positions.map(() => false) };
	}
	const [height = 0, width = 0] = shape;
	const window = sidesOf(op.window);
	const [high, wide] = window;
	const [row, column] = [Math.floor(position / width), position % width];
	const [down, across] = [Math.floor(row / high), Math.floor(column / wide)];
	const positions = Array.from(
		{ length: high * wide },
		(_, i) => (down * high + Math.floor(i / wide)) * width + across * wide + (i % wide)
	);
	const from = positions.indexOf(position);
	const start = (down * (width / wide) + across) * high * wide;
	const regions = shiftRegions([height, width], window, sidesOf(op.shift));
	const own = regions[start + from];
	const hidden = positions.map((_, i) => isShifted(op) && regions[start + i] !== own);
	return { positions, from, hidden };
}

/** Shares of scores, which it takes the place of. */
function softmax(scores: Float64Array): Float64Array {
	const highest = max(scores) ?? 0;
	let sum = 0;
	for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp((scores[i] ?? 0) - highest);
	return scores.map((share) => share / sum);
}

/** Softmax of what one head's query makes of the keys of its window, in the window's order. */
function headShares(attended: Attended, window: Window, head: number): Float64Array {
	const { op, shape, values, table } = attended;
	const { headWidth, depth } = attentionSizes(op, shape);
	const { positions, from, hidden } = window;
	const query = 3 * depth * (positions[from] ?? 0) + head * headWidth;
	const shares = new Float64Array(positions.length);
	for (let i = 0; i < positions.length; i++) {
		const key = 3 * depth * (positions[i] ?? 0) + depth + head * headWidth;
		let score = 0;
		for (let c = 0; c < headWidth; c++) score += (values[query + c] ?? 0) * (values[key + c] ?? 0);
		score *= headWidth ** -0.5;
		if (table && op.window !== null)
			score += table[biasRow(from, i, sidesOf(op.window)) * op.heads + head] ?? 0;
		if (hidden[i]) score += HIDDEN;
		shares[i] = score;
	}
	return softmax(shares);
}

/** What each head gives of the attention of the token that pools to every other: one array for each head. */
export function pooledShares({ heads, query, shape, values }: Pooled): readonly Float32Array[] {
	const [tokens = 0, packed = 0] = shape;
	const headWidth = packed / 2 / heads;
	return Array.from({ length: heads }, (_, head) => {
		const scores = new Float64Array(tokens);
		for (let token = 0; token < tokens; token++) {
			let score = 0;
			for (let c = head * headWidth; c < (head + 1) * headWidth; c++)
				score += (query[c] ?? 0) * (values[token * packed + c] ?? 0);
			scores[token] = score * headWidth ** -0.5;
		}
		return Float32Array.from(softmax(scores));
	});
}

/**
 * What each head gives of a position's attention to every position: one array for each head, that adds
 * up to 1. Where the position does not look, outside its window or beyond a shift, is no number.
 */
export function sharesOf(attended: Attended, position: number): readonly Float32Array[] {
	const { op, shape } = attended;
	const window = windowOf(op, shape, position);
	const count = shape.slice(0, -1).reduce((product, size) => product * size, 1);
	return Array.from({ length: op.heads }, (_, head) => {
		const shares = new Float32Array(count).fill(NaN);
		headShares(attended, window, head).forEach((share, i) => {
			if (!window.hidden[i]) shares[window.positions[i] ?? 0] = share;
		});
		return shares;
	});
}

/** The mean over heads. */
export const meanOf = (heads: readonly Float32Array[]): Float32Array =>
	Float32Array.from(
		heads[0] ?? [],
		(_, i) => heads.reduce((sum, shares) => sum + (shares[i] ?? 0), 0) / heads.length
	);

/**
 * One layer of attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928), from its output to its
 * input: half of what each token was given stays with it, half goes where it looks, by the mean over
 * heads. All tokens take part, class token and registers among them.
 *
 * @param given to each token at the layer's output
 */
export function rolledBack(given: Float64Array, attended: Attended): Float64Array {
	const { op, shape } = attended;
	const back = given.map((share) => share / 2);
	const window = windowOf(op, shape, 0);
	for (let from = 0; from < given.length; from++) {
		const weight = (given[from] ?? 0) / 2 / op.heads;
		if (weight === 0) continue;
		for (let head = 0; head < op.heads; head++) {
			const shares = headShares(attended, { ...window, from }, head);
			for (let i = 0; i < shares.length; i++) back[i] = (back[i] ?? 0) + weight * (shares[i] ?? 0);
		}
	}
	return back;
}
