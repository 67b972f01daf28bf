import { channels, elementwise, map, ShapeMismatch, tokens, type OpRule } from './rule.ts';

export const flatten: OpRule<'flatten'> = {
	...elementwise('layout', 'map to tokens', 'flatten', { positions: 'own', view: true }),
	shape({ vector }, x) {
		const [height, width, depth] = map(x);
		if (!vector) return [height * width, depth];
		if (height * width !== 1)
			throw new ShapeMismatch('map', `needs one position, and got ${x.join(' × ')}`);
		return [depth];
	},
	label: ({ vector }) => (vector ? 'map to vector' : 'map to tokens')
};

export const classToken: OpRule<'classToken'> = {
	...elementwise('embedding', 'class token', 'cat'),
	shape(_op, x) {
		const [count, depth] = tokens(x);
		return [count + 1, depth];
	},
	weights: (_op, x) => [{ name: '', shape: [1, 1, channels(x)] }]
};

export const positionEmbedding: OpRule<'positionEmbedding'> = {
	...elementwise('embedding', 'position embedding', 'add'),
	shape: (_op, x) => tokens(x),
	weights: (_op, x) => [{ name: '', shape: [1, ...tokens(x)] }]
};

/** A map of odd height or width gets a row or column of zeros first. */
export const mergePatches: OpRule<'mergePatches'> = {
	...elementwise('layout', '2 × 2 positions to channels', 'PatchMerging', {
		positions: 'varied',
		channelsLast: true
	}),
	shape(_op, x) {
		const [height, width, depth] = map(x);
		return [Math.ceil(height / 2), Math.ceil(width / 2), 4 * depth];
	}
};
