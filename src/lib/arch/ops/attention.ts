import type { LayerOp, Shape } from '../net.ts';
import { channels, elementwise, map, ShapeMismatch, tokens, type OpRule } from './rule.ts';

type Attention = LayerOp<'attention'>;

/** What attention works on: so many windows (one where it is global) of so many positions each. */
export function attentionSizes(op: Attention, x: Shape) {
	const depth = channels(x) / 3;
	const sizes = { heads: op.heads, headWidth: depth / op.heads, depth };
	if (op.window === null) return { ...sizes, windows: 1, positions: tokens(x)[0] };
	const [height, width] = map(x);
	const windows = (height / op.window) * (width / op.window);
	return { ...sizes, windows, positions: op.window ** 2 };
}

/** Scaled dot-product attention from packed queries, keys and values, `[.., 3C]` to `[.., C]`. */
export const attention: OpRule<'attention'> = {
	shape(op, x) {
		const { headWidth, depth } = attentionSizes(op, x);
		if (!Number.isInteger(headWidth))
			throw new ShapeMismatch('channels', `${op.heads} heads do not divide ${depth} channels`);
		const { window } = op;
		if (window !== null && x.slice(0, -1).some((size) => size % window !== 0))
			throw new ShapeMismatch(
				'map',
				`windows of ${window} do not divide the ${x[0]} × ${x[1]} map`
			);
		return [...x.slice(0, -1), depth];
	},
	weights: ({ window, heads }) =>
		window === null
			? []
			: [{ name: 'relative_position_bias_table', shape: [(2 * window - 1) ** 2, heads] }],
	/** Queries by keys, then the result by values: both h N N d in every window. */
	macs(op, x) {
		const { windows, heads, headWidth, positions } = attentionSizes(op, x);
		const product = [
			...(op.window === null ? [] : [{ symbol: 'windows', value: windows }]),
			{ symbol: 'heads', value: heads },
			{ symbol: 'N', value: positions },
			{ symbol: 'N', value: positions },
			{ symbol: 'd', value: headWidth }
		];
		return [product, product];
	},
	kind: () => 'attention',
	label({ heads, window, shift }) {
		const where =
			window === null ? 'global' : `${window} × ${window}${shift > 0 ? ' shifted' : ''}`;
		return `${where} attention, ${heads} ${heads === 1 ? 'head' : 'heads'}`;
	},
	module: (op) => (op.window === null ? 'Attention' : 'WindowAttention'),
	traits: { positions: 'varied', channelsLast: true }
};

const whole = (size: number, window: number): number => Math.ceil(size / window) * window;

export const shiftWindows: OpRule<'shiftWindows'> = {
	...elementwise('layout', '', 'roll', { positions: 'varied', channelsLast: true }),
	shape(op, x) {
		const [height, width, depth] = map(x);
		return [whole(height, op.window), whole(width, op.window), depth];
	},
	label({ window, shift }, x) {
		const [height, width] = map(x);
		const [padded, wide] = [whole(height, window), whole(width, window)];
		const moves = shift > 0 ? [`shift by ${shift}`] : [];
		const pads = padded > height || wide > width ? [`pad to ${padded} × ${wide}`] : [];
		return [...moves, ...pads].join(', ') || 'no shift';
	}
};

export const unshiftWindows: OpRule<'unshiftWindows'> = {
	...elementwise('layout', '', 'roll', { positions: 'varied', channelsLast: true }),
	shape({ height, width }, x) {
		const [padded, wide, depth] = map(x);
		if (height > padded || width > wide)
			throw new ShapeMismatch('map', `cannot crop ${padded} × ${wide} to ${height} × ${width}`);
		return [height, width, depth];
	},
	label({ height, width, shift }, x) {
		const [padded, wide] = map(x);
		const crops = padded > height || wide > width ? [`crop to ${height} × ${width}`] : [];
		const moves = shift > 0 ? [`shift back by ${shift}`] : [];
		return [...crops, ...moves].join(', ') || 'no shift';
	}
};
