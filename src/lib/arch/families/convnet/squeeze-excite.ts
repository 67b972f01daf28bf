import { chain, IDENTITY, type Net } from '../../net.ts';
import { patches } from './parts.ts';

/** Channels between the two layers of a gate: a sixteenth, in steps of 8 as timm rounds. */
const squeezedWidth = (width: number): number => Math.max(8, Math.floor((width / 16 + 4) / 8) * 8);

/** A weight for each channel from the whole map (arXiv 1709.01507), as in timm's squeeze_excite.py. */
export function squeezeExcite(gate: 'sigmoid' | 'hardsigmoid', width: number): Net {
	const weights = chain([
		['pool', { kind: 'globalPool', keepDims: true }],
		['fc1', patches(squeezedWidth(width), 1)],
		['act', { kind: 'relu' }],
		['fc2', patches(width, 1)],
		['gate', { kind: gate }]
	]);
	const branches = [
		{ name: '', net: IDENTITY },
		{ name: 'se', net: weights }
	];
	return { kind: 'parallel', branches, join: 'mul', name: 'se.mul' };
}
