import {
	add,
	concat,
	node,
	reduce,
	reshape,
	slice as sliceOf,
	whole,
	type Constant,
	type Expression
} from '../expression.ts';
import { channelAxis, positionAxes, type OnnxRow } from './operation.ts';

export const flatten: OnnxRow<'flatten'> = {
	layout: 'channels last',
	write({ op, in: [height = 0, width = 0, channels = 0], x }) {
		return reshape(x, op.vector ? [0, channels] : [0, height * width, channels]);
	},
	leaves: ({ vector }) => (vector ? 'vector' : 'tokens')
};

/** Learned tokens, repeated as often as there are images, which only the input tells. */
function forEachImage(x: Expression, learned: Expression, count: number, channels: number) {
	const batch = node('Shape', [x], { start: { int: 0 }, end: { int: 1 } });
	return node('Expand', [learned, concat([batch, whole(count, channels)], 0)]);
}

export const learnedTokens: OnnxRow<'learnedTokens'> = {
	layout: null,
	write: ({ op, in: [, channels = 0], x, weight }) =>
		concat([forEachImage(x, weight(''), op.count, channels), x], 1)
};

export const latent: OnnxRow<'latent'> = {
	layout: null,
	write: ({ in: [, channels = 0], x, weight }) => forEachImage(x, weight(''), 1, channels)
};

export const dropTokens: OnnxRow<'dropTokens'> = {
	layout: null,
	write: ({ op, in: [tokens = 0], x }) => sliceOf(x, 1, op.count, tokens)
};

export const positionEmbedding: OnnxRow<'positionEmbedding'> = {
	layout: null,
	write: ({ x, weight }) => add(x, weight(''))
};

export const globalPool: OnnxRow<'globalPool'> = {
	layout: null,
	write: ({ op, x, layout }) => reduce('ReduceMean', x, positionAxes(layout), op.keepDims === true),
	leaves: ({ keepDims }) => (keepDims ? undefined : 'vector')
};

export const meanPool: OnnxRow<'meanPool'> = {
	layout: null,
	write({ op, in: [tokens = 0], x, layout }) {
		const seen = op.skip > 0 ? sliceOf(x, 1, op.skip, tokens) : x;
		return reduce('ReduceMean', seen, positionAxes(layout), false);
	},
	leaves: () => 'vector'
};

const indexOf = (index: number): Constant => ({
	kind: 'constant',
	name: index === 0 ? 'int64/first' : `int64/${index}`,
	type: 'int64',
	shape: [],
	values: () => [index]
});

export const tokenAt: OnnxRow<'tokenAt'> = {
	layout: null,
	write: ({ op, x }) => node('Gather', [x, indexOf(op.index)], { axis: { int: 1 } }),
	leaves: () => 'vector'
};

export const slice: OnnxRow<'slice'> = {
	layout: null,
	write: ({ op, x, layout }) => sliceOf(x, channelAxis(layout), op.from, op.to)
};
