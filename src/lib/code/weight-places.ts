import type { Layer } from '../arch/layers.ts';
import { join } from '../arch/net.ts';
import type { WeightPlace } from './pieces.ts';

/** All weights of a network by timm's names, running statistics included. */
export const weightPlaces = (layers: readonly Layer[]): readonly WeightPlace[] =>
	layers.flatMap(({ path, weights }) =>
		weights.map(({ name, shape }) => ({ name: join(path, name), shape }))
	);
