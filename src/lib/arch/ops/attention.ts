import { sidesOf, type LayerOp, type PerAxis, type Shape } from '../net.ts';
import { biasActivations, biasTerms, continuousWeights, distances } from './position-bias.ts';
import { channels, elementwise, map, ShapeMismatch, tokens, type OpRule } from './rule.ts';

type Attention = LayerOp<'attention'>;

/** What attention works on: so many windows (one where it is global) of so many positions each. */
export function attentionSizes(op: Attention, x: Shape) {
	const depth = channels(x) / 3;
	const sizes = { heads: op.heads, headWidth: depth / op.heads, depth };
	if (op.window === null) {
		const positions = x.slice(0, -1).reduce((product, size) => product * size, 1);
		return { ...sizes, windows: 1, positions };
	}
	const [height, width] = map(x);
	const [high, wide] = sidesOf(op.window);
	return { ...sizes, windows: (height / high) * (width / wide), positions: high * wide };
}

/** Whether windows are shifted along any axis. */
export const isShifted = ({ shift }: Readonly<{ shift: PerAxis }>): boolean =>
	sidesOf(shift).some((by) => by > 0);

const sidesText = (value: PerAxis): string => sidesOf(value).join(' × ');

/** One number where both axes have the same. */
const shortText = (value: PerAxis): string =>
	typeof value === 'number' ? String(value) : sidesText(value);

/** Scaled dot-product attention from packed queries, keys and values, `[.., 3C]` to `[.., C]`. */
export const attention: OpRule<'attention'> = {
	shape(op, x) {
		const { headWidth, depth } = attentionSizes(op, x);
		if (!Number.isInteger(headWidth))
			throw new ShapeMismatch('channels', `${op.heads} heads do not divide ${depth} channels`);
		if (op.window === null) return [...x.slice(0, -1), depth];
		const window = sidesOf(op.window);
		if (map(x).some((size, axis) => size % (window[axis] ?? 1) !== 0))
			throw new ShapeMismatch(
				'map',
				`windows of ${shortText(op.window)} do not divide the ${x[0]} × ${x[1]} map; permitted: sides that do, or windows before and unwindows after it, which pad the map`
			);
		return [...x.slice(0, -1), depth];
	},
	weights(op) {
		if (op.window === null) return [];
		if (op.continuous) return continuousWeights(op.heads);
		return [{ name: 'relative_position_bias_table', shape: [distances(op), op.heads] }];
	},
	/** Queries by keys, then the result by values: both h N N d in every window; and the bias's MLP. */
	macs(op, x) {
		const { windows, heads, headWidth, positions } = attentionSizes(op, x);
		const product = [
			...(op.window === null ? [] : [{ symbol: 'windows', value: windows }]),
			{ symbol: 'heads', value: heads },
			{ symbol: 'N', value: positions },
			{ symbol: 'N', value: positions },
			{ symbol: 'd', value: headWidth }
		];
		return [product, product, ...biasTerms(op)];
	},
	activations: biasActivations,
	kind: () => 'attention',
	label(op) {
		const { heads, window } = op;
		const where =
			window === null ? 'global' : `${sidesText(window)}${isShifted(op) ? ' shifted' : ''}`;
		const bias = op.continuous ? ', continuous bias' : '';
		return `${where} attention, ${heads} ${heads === 1 ? 'head' : 'heads'}${bias}`;
	},
	module: (op) => (op.window === null ? 'Attention' : 'WindowAttention'),
	traits: { positions: 'varied', channelsLast: true }
};

/** What queries and packed keys and values are to attention between them. */
export function crossAttentionSizes({ heads }: LayerOp<'crossAttention'>, x: Shape, other: Shape) {
	const [queries, depth] = tokens(x);
	return { heads, headWidth: depth / heads, depth, queries, keys: tokens(other)[0] };
}

/** Attention of some tokens, `[Q, C]`, to others that are packed keys and values, `[N, 2C]`. */
export const crossAttention: OpRule<'crossAttention'> = {
	...elementwise('attention', '', 'AttentionPoolLatent', {
		positions: 'all',
		channelsLast: true,
		join: true
	}),
	shape(op, x, [other = []]) {
		const { headWidth, depth } = crossAttentionSizes(op, x, other);
		if (!Number.isInteger(headWidth))
			throw new ShapeMismatch('channels', `${op.heads} heads do not divide ${depth} channels`);
		if (channels(other) !== 2 * depth)
			throw new ShapeMismatch(
				'channels',
				`${channels(other)} channels are no keys and values for queries of ${depth}`
			);
		return x;
	},
	macs(op, x, _y, [other = []]) {
		const { heads, headWidth, queries, keys } = crossAttentionSizes(op, x, other);
		const product = [
			{ symbol: 'heads', value: heads },
			{ symbol: 'Q', value: queries },
			{ symbol: 'N', value: keys },
			{ symbol: 'd', value: headWidth }
		];
		return [product, product];
	},
	label: ({ heads }) => `attention pool, ${heads} ${heads === 1 ? 'head' : 'heads'}`
};

/** Sides of a map that windows divide, at least as large as this one. */
function whole([height, width]: readonly number[], window: PerAxis) {
	const [high, wide] = sidesOf(window);
	return [Math.ceil((height ?? 0) / high) * high, Math.ceil((width ?? 0) / wide) * wide] as const;
}

export const shiftWindows: OpRule<'shiftWindows'> = {
	...elementwise('layout', '', 'roll', { positions: 'varied', channelsLast: true }),
	shape(op, x) {
		const [height, width, depth] = map(x);
		return [...whole([height, width], op.window), depth];
	},
	label(op, x) {
		const [height, width] = map(x);
		const [padded, wide] = whole([height, width], op.window);
		const moves = isShifted(op) ? [`shift by ${shortText(op.shift)}`] : [];
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
	label(op, x) {
		const { height, width } = op;
		const [padded, wide] = map(x);
		const crops = padded > height || wide > width ? [`crop to ${height} × ${width}`] : [];
		const moves = isShifted(op) ? [`shift back by ${shortText(op.shift)}`] : [];
		return [...crops, ...moves].join(', ') || 'no shift';
	}
};
