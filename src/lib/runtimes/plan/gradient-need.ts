import { flowOf, INPUT } from '../../arch/flow.ts';
import { layersOf } from '../../arch/infer.ts';
import type { Net, Shape } from '../../arch/net.ts';
import { keptElements, piecesOf } from '../../gradients/plan.ts';
import { planWithin } from '../../gradients/recompute.ts';
import { BYTES_PER_FLOAT, weightBytes } from '../../count/memory.ts';
import type { Need } from './memory-need.ts';

/**
 * What gradients take for a while beside values and gradients: at most so often what the way there needs,
 * as measured on small networks of every family.
 */
const WAY_BACK = 6;

/** How a pass there and back goes about memory, bytes. */
export type GradientMemory = Readonly<{
	/** Of values and gradients at once: more than that is not kept. */
	most: number;
	/** What stays after the way there. */
	kept: number;
	/** Parts of the way there that are computed again on the way back. */
	pieces: number;
}>;

/**
 * What a pass forward and back needs, bytes: what the gradients take stays, as far as there is room, and the
 * weights of the layers that these go through are there a second time, as gradients take them.
 *
 * @param at paths of the layers at whose outputs gradients are asked for; `null` is the input
 * @param room bytes that it may take
 */
export function gradientNeed(
	need: Need,
	net: Net,
	input: Shape,
	at: readonly (string | null)[],
	room: number
): Readonly<{ need: Need; memory: GradientMemory }> {
	const layers = layersOf(net, input);
	const numbers = at.map((path) =>
		path === null ? INPUT : layers.findIndex((layer) => layer.path === path)
	);
	const within = (most: number) =>
		planWithin(layers, flowOf(net), layers.length - 1, numbers, most / BYTES_PER_FLOAT);
	const back = within(Infinity).plan.backward.flatMap(({ step }) => layers[step] ?? []);
	const weights = need.weights + weightBytes(back);
	const scratch = WAY_BACK * need.perImage;
	const most = Math.max(0, room - weights - scratch);
	const { plan, peak } = within(most);
	return {
		need: { ...need, weights, perImage: BYTES_PER_FLOAT * peak + scratch },
		memory: {
			most,
			kept: BYTES_PER_FLOAT * keptElements(plan, layers),
			pieces: piecesOf(plan).length
		}
	};
}
