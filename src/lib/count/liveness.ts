import { flowOf, INPUT, lastUses } from '../arch/flow.ts';
import type { Layer } from '../arch/infer.ts';
import type { Net } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';

/** A layer at work, and the tensor elements that are alive meanwhile: its inputs, its output, what is kept. */
export type Moment = Readonly<{ layer: Layer; live: number }>;

/** Tensor elements alive in a forward pass of one image, weights apart. */
export type Liveness = Readonly<{
	/** One for each layer, in order of computation. */
	moments: readonly Moment[];
	/** The most at any moment. */
	peak: number;
	/** Number of the first moment at the peak. */
	at: number;
}>;

/**
 * Follows tensors through a network: an operation needs its inputs and its output at the same time,
 * nothing is computed in place, a tensor is freed after the last operation that takes it (a
 * residual's input after the shortcut's first operation, or after the addition).
 *
 * @param layers what `layersOf` lists for this network
 */
export function livenessOf(net: Net, layers: readonly Layer[]): Liveness {
	const flow = flowOf(net);
	const last = lastUses(flow);
	const first = layers[0];
	const sizeOf = (value: number): number => {
		const shape = value === INPUT ? first?.in : layers[value]?.out;
		return shape ? elements(shape) : 0;
	};

	let live = sizeOf(INPUT);
	let [peak, at] = [0, 0];
	const moments = layers.map((layer, step): Moment => {
		live += elements(layer.out);
		const moment = { layer, live };
		if (live > peak) [peak, at] = [live, step];
		for (const value of new Set(flow[step])) if (last.get(value) === step) live -= sizeOf(value);
		return moment;
	});
	return { moments, peak, at };
}
