import { flowOf, INPUT } from '../../arch/flow.ts';
import type { Layer } from '../../arch/infer.ts';
import {
	sidesOf,
	type LayerOp,
	type Net,
	type OpKind,
	type PerAxis,
	type Shape,
	type Sides
} from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import { slidingAxes, slidingOf } from '../../arch/ops/windowed.ts';
import {
	everyOther,
	firstAxis,
	joined,
	nothing,
	rolled,
	slid,
	windowed,
	type Axis
} from './axis.ts';

/** What the units of one layer see of the image: the theoretical receptive field. */
export type Field = Readonly<{
	layer: Layer;
	/** Whether every unit sees the whole image. */
	everything: boolean;
	/** px from one unit to the next. */
	jump: Sides;
	/** What one unit sees, px; it may be larger than the image. `null` where units see everything. */
	size: Sides | null;
	rows: Axis;
	columns: Axis;
	/** Tokens before those of the patches, which see nothing of the image by themselves. */
	leading: number;
}>;

/** A patch of the image, px; `bottom` and `right` lie outside it. */
export type Patch = Readonly<{ top: number; left: number; bottom: number; right: number }>;

type Seen = Pick<Field, 'everything' | 'rows' | 'columns' | 'leading'>;
type FieldRule<K extends OpKind> = (x: Seen, op: LayerOp<K>, shape: Shape) => Seen;

const all = (x: Seen): Seen => ({ ...x, everything: true });

/**
 * Changes each axis. On square maps, where all that changes them is even, they are one and the same.
 *
 * @param by numbers of an operation that may differ between the axes
 */
function along(x: Seen, change: (axis: Axis, at: 0 | 1) => Axis, ...by: readonly PerAxis[]): Seen {
	const rows = change(x.rows, 0);
	const alike = x.columns === x.rows && by.every((value) => typeof value === 'number');
	return { ...x, rows, columns: alike ? rows : change(x.columns, 1) };
}

function sliding(x: Seen, op: LayerOp): Seen {
	const kernel = slidingOf(op);
	if (!kernel) throw new Error(`${op.kind} has no kernel`);
	const axes = slidingAxes(kernel, [x.rows.low.length, x.columns.low.length]);
	const { padding } = kernel;
	return along(
		x,
		(axis, at) => slid(axis, axes[at]),
		kernel.kernel,
		padding === 'same' ? 0 : padding
	);
}

/**
 * How operations widen what a unit sees whose outputs come from some positions of their input; and
 * learned tokens, which stand before all others.
 */
const rules: { readonly [K in OpKind]?: FieldRule<K> } = {
	conv: sliding,
	maxPool: sliding,
	avgPool: sliding,
	blurPool: sliding,
	attention(x, { window, shift }) {
		if (window === null) return all(x);
		const [sides, shifts] = [sidesOf(window), sidesOf(shift)];
		return along(x, (axis, at) => windowed(axis, sides[at], shifts[at]), window, shift);
	},
	shiftWindows(x, { window, shift }) {
		const [sides, shifts] = [sidesOf(window), sidesOf(shift)];
		const whole = (size: number, side: number) => Math.ceil(size / side) * side;
		return along(
			x,
			(axis, at) => rolled(axis, shifts[at], whole(axis.low.length, sides[at])),
			window,
			shift
		);
	},
	unshiftWindows(x, { height, width, shift }) {
		const [sizes, shifts] = [[height, width] as const, sidesOf(shift)];
		return along(
			x,
			(axis, at) => rolled(rolled(axis, 0, sizes[at]), sizes[at] - shifts[at], sizes[at]),
			shift
		);
	},
	mergePatches: (x) => along(x, everyOther),
	learnedTokens: (x, { count }) => ({ ...x, leading: x.leading + count }),
	latent: (x) => along({ ...x, everything: false, leading: 1 }, ({ jump }) => nothing(jump)),
	dropTokens: (x, { count }) => ({ ...x, leading: Math.max(0, x.leading - count) })
};

function seenAfter<K extends OpKind>(x: Seen, op: LayerOp<K>, shape: Shape): Seen {
	const rule: FieldRule<K> | undefined = rules[op.kind as K];
	if (rule) return rule(x, op, shape);
	const { positions } = traitsOf(op.kind);
	if (positions === 'own') return x;
	if (positions === 'all') return all(x);
	throw new Error(`${op.kind} has no rule for what its units see`);
}

/** What a join's units see: what those of any branch see. */
function union(a: Seen, b: Seen): Seen {
	const rows = joined(a.rows, b.rows);
	const alike = a.columns === a.rows && b.columns === b.rows;
	const columns = alike ? rows : joined(a.columns, b.columns);
	return { ...a, rows, columns, everything: a.everything || b.everything };
}

/** The widest that any unit sees along an axis, px. */
function widest({ low, high }: Axis): number {
	let most = 0;
	for (let i = 0; i < low.length; i++) most = Math.max(most, (high[i] ?? 0) - (low[i] ?? 0) + 1);
	return most;
}

/**
 * The receptive field of every layer along the longest path: a join sees what any of its branches
 * sees. Sizes and places follow Araujo, Norris and Sim, Computing Receptive Fields of
 * Convolutional Neural Networks (Distill, 2019): size + (kernel - 1) jump, jump stride.
 *
 * @param layers what `layersOf` lists for this network
 */
export function receptiveFieldsOf(net: Net, layers: readonly Layer[]): readonly Field[] {
	const [imageHeight = 0, imageWidth = 0] = layers[0]?.in ?? [];
	const pixels = firstAxis(imageHeight);
	const image: Seen = {
		everything: false,
		rows: pixels,
		columns: imageWidth === imageHeight ? pixels : firstAxis(imageWidth),
		leading: 0
	};
	const flow = flowOf(net);
	const fields: Field[] = [];
	const get = (value: number): Seen => (value === INPUT ? image : (fields[value] ?? image));
	// Most layers hand on what the one before them saw.
	const known = new Map<Axis, number>();
	function widestOf(axis: Axis): number {
		const most = known.get(axis) ?? widest(axis);
		known.set(axis, most);
		return most;
	}

	layers.forEach((layer, step) => {
		const [first = INPUT, ...others] = flow[step] ?? [];
		const seen = others.map(get).reduce(union, seenAfter(get(first), layer.op, layer.in));
		const { everything, rows, columns } = seen;
		const height = everything ? 0 : widestOf(rows);
		fields.push({
			...seen,
			layer,
			jump: [rows.jump, columns.jump],
			size: everything ? null : [height, columns === rows ? height : widestOf(columns)]
		});
	});
	return fields;
}

/**
 * What one unit sees, inside the image.
 *
 * @param unit `[row, column]` on a map, `[token]` in a row of tokens; `null` is the unit in the middle
 * @returns `null` for a token that sees nothing of the image yet
 */
export function seenBy(field: Field, input: Shape, unit: readonly number[] | null): Patch | null {
	const [height = 0, width = 0] = input;
	if (field.everything) return { top: 0, left: 0, bottom: height, right: width };
	const { rows, columns, leading } = field;
	const middle = [Math.floor(rows.low.length / 2), Math.floor(columns.low.length / 2)];
	let place = unit ?? middle;
	if (field.layer.out.length !== 3 && unit !== null) {
		const token = (unit[0] ?? 0) - leading;
		if (token < 0) return null;
		place = [Math.floor(token / columns.low.length), token % columns.low.length];
	}
	const [row = 0, column = 0] = place;
	const inside = (value: number, size: number) => Math.min(size, Math.max(0, value));
	return {
		top: inside(rows.low[row] ?? 0, height),
		left: inside(columns.low[column] ?? 0, width),
		bottom: inside((rows.high[row] ?? -1) + 1, height),
		right: inside((columns.high[column] ?? -1) + 1, width)
	};
}
