import type { Layer } from '../arch/infer.ts';
import { join } from '../arch/net.ts';
import { storedShape } from '../arch/ops/stacked.ts';
import type { WeightSlot } from './pieces.ts';

/** All weights of a network by timm's names, running statistics included. */
export const weightSlots = (layers: readonly Layer[]): readonly WeightSlot[] =>
	layers.flatMap(({ path, weights }) =>
		weights
			.filter(({ stacked }) => !stacked?.at)
			.map((weight) => ({ name: join(path, weight.name), shape: storedShape(weight) }))
	);
