import { flowOf, INPUT, lastUses } from '../arch/flow.ts';
import { layersOf, type Layer } from '../arch/layers.ts';
import type { Net, Shape } from '../arch/net.ts';

/** One kernel call: an operation, the values it takes, and those that nothing needs after it. */
export type Step = Readonly<{
	layer: Layer;
	/** Steps whose outputs go in, or `INPUT`. An addition takes two, all others one. */
	inputs: readonly number[];
	/** Outputs that can be freed once this step is done. The input is never among them. */
	frees: readonly number[];
}>;

/** The network as a list of kernel calls in order of computation. */
export function planOf(net: Net, input: Shape): readonly Step[] {
	const flow = flowOf(net);
	const lastUse = lastUses(flow);
	return layersOf(net, input).map((layer, step) => {
		const values = flow[step] ?? [];
		const frees = [...new Set(values)].filter(
			(value) => value !== INPUT && lastUse.get(value) === step
		);
		return { layer, inputs: values, frees };
	});
}
