import { channels, elementwise, map, ShapeMismatch, tokens, type OpRule } from './rule.ts';
import { windowed } from './windowed.ts';

export const maxPool: OpRule<'maxPool'> = {
	...elementwise('pooling', '', 'MaxPool2d', { positions: 'window' }),
	shape: (op, x) => windowed('pooling window', x, channels(x), op),
	label: (op) => `${op.kernel} × ${op.kernel} max pool`
};

export const globalPool: OpRule<'globalPool'> = {
	...elementwise('pooling', 'global average pool', 'AdaptiveAvgPool2d', {
		positions: 'all',
		pools: true
	}),
	shape: ({ keepDims }, x) => (keepDims ? [1, 1, map(x)[2]] : [map(x)[2]])
};

export const meanPool: OpRule<'meanPool'> = {
	...elementwise('pooling', '', 'mean', { positions: 'all', pools: true }),
	shape(op, x) {
		const count = x.slice(0, -1).reduce((product, size) => product * size, 1);
		if (x.length < 2 || count <= op.skip)
			throw new ShapeMismatch('map', `nothing to average in ${x.join(' × ')}`);
		return [channels(x)];
	},
	label: (op) => (op.skip > 0 ? 'average of patch tokens' : 'average of positions')
};

export const firstToken: OpRule<'firstToken'> = {
	...elementwise('pooling', 'class token only', 'select', { positions: 'own', pools: true }),
	shape: (_op, x) => [tokens(x)[1]]
};
