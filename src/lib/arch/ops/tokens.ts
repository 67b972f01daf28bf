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

const ROLE_LABELS = {
	class: 'class token',
	distillation: 'distillation token',
	register: 'register'
} as const;

export const learnedTokens: OpRule<'learnedTokens'> = {
	...elementwise('embedding', '', 'cat'),
	shape(op, x) {
		const [count, depth] = tokens(x);
		return [count + op.count, depth];
	},
	weights: (op, x) => [{ name: '', shape: [1, op.count, channels(x)] }],
	label({ count, role }) {
		const label = ROLE_LABELS[role];
		return count === 1 ? label : `${count} ${label}s`;
	}
};

export const latent: OpRule<'latent'> = {
	...elementwise('embedding', 'latent query', 'Parameter', { positions: 'all' }),
	shape: (_op, x) => [1, tokens(x)[1]],
	weights: (_op, x) => [{ name: '', shape: [1, 1, channels(x)] }]
};

export const dropTokens: OpRule<'dropTokens'> = {
	...elementwise('layout', 'patch tokens only', 'narrow'),
	shape(op, x) {
		const [count, depth] = tokens(x);
		if (op.count >= count)
			throw new ShapeMismatch('map', `there are no tokens after the first ${op.count}`);
		return [count - op.count, depth];
	}
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
