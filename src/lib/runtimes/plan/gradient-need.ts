import { flowOf, INPUT } from '../../arch/flow.ts';
import { layersOf } from '../../arch/infer.ts';
import type { Net, Shape } from '../../arch/net.ts';
import { gradientPlan, keptElements } from '../../gradients/plan.ts';
import { BYTES_PER_FLOAT } from '../../count/memory.ts';
import type { Need } from './memory-need.ts';

/** Values that the way back has at once beside those that were kept: about as many as the way there, twice. */
const WAY_BACK = 2;

/**
 * What a pass forward and back needs, bytes: everything that a gradient at the input takes stays, and
 * the weights are there a second time, as gradients take them.
 */
export function gradientNeed(need: Need, net: Net, input: Shape): Need {
	const layers = layersOf(net, input);
	const plan = gradientPlan(layers, flowOf(net), layers.length - 1, [INPUT]);
	return {
		...need,
		weights: 2 * need.weights,
		perImage: BYTES_PER_FLOAT * keptElements(plan, layers) + (1 + WAY_BACK) * need.perImage
	};
}
