import { flowOf } from '../../arch/flow.ts';
import { layersOf, type Layer } from '../../arch/infer.ts';
import type { Net, Shape } from '../../arch/net.ts';
import { withFrees } from './frees.ts';

/** One kernel call: a layer and those computed along with it, and the values it takes. */
export type Step = Readonly<{
	/** The layer that decides which kernel runs. */
	layer: Layer;
	/** Layers that the same call computes after it, in order. */
	then: readonly Layer[];
	/**
	 * Values that go in: numbers of the layers that made them, or `INPUT`. One, or as many as a join
	 * among the layers has branches; what joins the result of the layers before it comes last.
	 */
	inputs: readonly number[];
	/** Number of the value that comes out: that of its last layer. */
	output: number;
	/** Values that can be freed once this step is done. The input is never among them. */
	frees: readonly number[];
	/** Attention that finds its shifted windows on the map as it is. */
	rolls: boolean;
	/** Layers that take a range of channels out of an input, by its place: the call reads it as it lies. */
	slices: readonly Readonly<{ place: number; layer: Layer }>[];
}>;

/** All layers of a step, in order of computation. */
export const layersIn = ({ slices, layer, then }: Step): readonly Layer[] => [
	...slices.map((slice) => slice.layer),
	layer,
	...then
];

/** Shape of what a step gives, for one image. */
export const shapeOf = ({ layer, then }: Step): Shape => (then.at(-1) ?? layer).out;

/** The network as a list of kernel calls in order of computation, one for each layer. */
export function planOf(net: Net, input: Shape): readonly Step[] {
	const flow = flowOf(net);
	return withFrees(
		layersOf(net, input).map((layer, output) => ({
			layer,
			then: [],
			inputs: flow[output] ?? [],
			output,
			rolls: false,
			slices: []
		}))
	);
}
