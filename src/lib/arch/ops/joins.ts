import { sameShape, type Shape } from '../net.ts';
import { channels, elementwise, ShapeMismatch, type OpRule } from './rule.ts';

const text = (shape: Shape): string => shape.join(' × ');

const JOIN = { positions: 'own', join: true } as const;

export const add: OpRule<'add'> = {
	...elementwise('add', 'add', 'add', JOIN),
	shape(_op, x, others) {
		for (const other of others)
			if (!sameShape(x, other))
				throw new ShapeMismatch('map', `cannot add ${text(x)} to ${text(other)}`);
		return x;
	}
};

export const subtract: OpRule<'subtract'> = {
	...elementwise('add', 'subtract', 'sub', JOIN),
	shape(_op, x, others) {
		for (const other of others)
			if (!sameShape(x, other))
				throw new ShapeMismatch('map', `cannot subtract ${text(other)} from ${text(x)}`);
		return x;
	}
};

/** Whether a shape has one value for each of the other's channels: `[C]` or `[1, 1, C]` for `[H, W, C]`. */
const isPerChannel = (x: Shape, other: Shape): boolean =>
	channels(x) === channels(other) && x.slice(0, -1).every((size) => size === 1);

function broadcast(x: Shape, other: Shape): Shape {
	// Of a vector and a map of one position, the map is the larger: the product keeps its positions.
	const first = x.length === other.length ? isPerChannel(x, other) : x.length < other.length;
	const [small, large] = first ? [x, other] : [other, x];
	if (sameShape(small, large) || isPerChannel(small, large)) return large;
	throw new ShapeMismatch('map', `cannot multiply ${text(x)} by ${text(other)}`);
}

export const mul: OpRule<'mul'> = {
	...elementwise('scale', 'multiply', 'mul', JOIN),
	shape: (_op, x, others) => others.reduce(broadcast, x)
};

export const concat: OpRule<'concat'> = {
	...elementwise('layout', 'concatenate', 'cat', JOIN),
	shape(_op, x, others) {
		const positions = x.slice(0, -1);
		for (const other of others)
			if (!sameShape(positions, other.slice(0, -1)))
				throw new ShapeMismatch('map', `cannot put ${text(other)} beside ${text(x)}`);
		return [...positions, [x, ...others].reduce((sum, shape) => sum + channels(shape), 0)];
	}
};

export const slice: OpRule<'slice'> = {
	...elementwise('layout', '', 'narrow'),
	shape({ from, to }, x) {
		if (from < 0 || to <= from || to > channels(x))
			throw new ShapeMismatch(
				'channels',
				`there are no channels ${from} to ${to - 1} among ${channels(x)}`
			);
		return [...x.slice(0, -1), to - from];
	},
	label: ({ from, to }) => (to - from === 1 ? `channel ${from}` : `channels ${from}–${to - 1}`)
};
