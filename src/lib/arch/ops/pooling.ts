import { sidesText } from '../net.ts';
import { kernelFactors } from './matrix.ts';
import { channels, elementwise, map, ShapeMismatch, tokens, type OpRule } from './rule.ts';
import { blurring, windowed } from './windowed.ts';

export const maxPool: OpRule<'maxPool'> = {
	...elementwise('pooling', '', 'MaxPool2d', { positions: 'window' }),
	shape: (op, x) => windowed('pooling window', x, channels(x), op),
	label: (op) => `${sidesText(op.kernel)} max pool`
};

export const avgPool: OpRule<'avgPool'> = {
	...elementwise('pooling', '', 'AvgPool2d', { positions: 'window' }),
	shape: (op, x) => windowed('pooling window', x, channels(x), op),
	label: (op) => `${sidesText(op.kernel)} average pool`
};

/** timm computes it as a convolution, and counting tools take it for one. */
export const blurPool: OpRule<'blurPool'> = {
	...elementwise('pooling', '', 'BlurPool2d', { positions: 'window' }),
	shape(op, x) {
		const { padding, ...sliding } = blurring(op);
		const [height, width] = map(x);
		// A mirrored map must have what is mirrored.
		if (!op.zeros && typeof padding === 'number' && padding >= Math.min(height, width))
			throw new ShapeMismatch('map', `a blur does not fit the ${height} × ${width} map`);
		return windowed('blur', x, channels(x), { padding, ...sliding });
	},
	macs(op, x, y) {
		const [height, width, depth] = map(y);
		return [
			[
				{ symbol: 'H', value: height },
				{ symbol: 'W', value: width },
				...kernelFactors(blurring(op).kernel),
				{ symbol: 'C', value: depth }
			]
		];
	},
	label: (op) => `${sidesText(blurring(op).kernel)} blur`
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

export const tokenAt: OpRule<'tokenAt'> = {
	...elementwise('pooling', '', 'select', { positions: 'own', pools: true }),
	shape({ index }, x) {
		const [count, depth] = tokens(x);
		if (index >= count) throw new ShapeMismatch('map', `there is no token ${index}`);
		return [depth];
	},
	label: ({ index }) => (index === 0 ? 'class token only' : 'distillation token only')
};
