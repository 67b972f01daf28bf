import { flowOf, INPUT } from '../../arch/flow.ts';
import { layersOf } from '../../arch/infer.ts';
import type { Net, Shape } from '../../arch/net.ts';
import { gradientPlan, keptElements } from '../../gradients/plan.ts';
import { BYTES_PER_FLOAT, weightBytes } from '../../count/memory.ts';
import type { Need } from './memory-need.ts';

/** Values that the way back has at once beside those that were kept: about as many as the way there, twice. */
const WAY_BACK = 2;

/**
 * What a pass forward and back needs, bytes: everything that the gradients take stays, and the weights
 * of the layers that these go through are there a second time, as gradients take them.
 *
 * @param at paths of the layers at whose outputs gradients are asked for; `null` is the input
 */
export function gradientNeed(
	need: Need,
	net: Net,
	input: Shape,
	at: readonly (string | null)[]
): Need {
	const layers = layersOf(net, input);
	const numbers = at.map((path) =>
		path === null ? INPUT : layers.findIndex((layer) => layer.path === path)
	);
	const plan = gradientPlan(layers, flowOf(net), layers.length - 1, numbers);
	const back = plan.backward.flatMap(({ step }) => layers[step] ?? []);
	return {
		...need,
		weights: need.weights + weightBytes(back),
		perImage: BYTES_PER_FLOAT * keptElements(plan, layers) + (1 + WAY_BACK) * need.perImage
	};
}
