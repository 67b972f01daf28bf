import {
	add,
	concat,
	node,
	reduce,
	reshape,
	slice as sliceOf,
	whole,
	type Constant
} from '../expression.ts';
import { channelAxis, positionAxes, type OnnxRow } from './operation.ts';

export const flatten: OnnxRow<'flatten'> = {
	layout: 'channels last',
	write({ op, in: [height = 0, width = 0, channels = 0], x }) {
		return reshape(x, op.vector ? [0, channels] : [0, height * width, channels]);
	},
	leaves: ({ vector }) => (vector ? 'vector' : 'tokens')
};

/** Repeated as often as there are images, which only the input tells. */
export const classToken: OnnxRow<'classToken'> = {
	layout: null,
	write({ in: [, channels = 0], x, weight }) {
		const batch = node('Shape', [x], { start: { int: 0 }, end: { int: 1 } });
		const token = node('Expand', [weight(''), concat([batch, whole(1, channels)], 0)]);
		return concat([token, x], 1);
	}
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

const FIRST: Constant = {
	kind: 'constant',
	name: 'int64/first',
	type: 'int64',
	shape: [],
	values: () => [0]
};

export const firstToken: OnnxRow<'firstToken'> = {
	layout: null,
	write: ({ x }) => node('Gather', [x, FIRST], { axis: { int: 1 } }),
	leaves: () => 'vector'
};

export const slice: OnnxRow<'slice'> = {
	layout: null,
	write: ({ op, x, layout }) => sliceOf(x, channelAxis(layout), op.from, op.to)
};
