import { inputElements, type Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';

/** What layers take for one image. */
export type GateCosts = Readonly<{
	macs: number;
	params: number;
	layers: number;
	/** Elements of maps and vectors that go in or come out, weights apart. */
	moved: number;
}>;

function costsOf(layers: readonly Layer[]): GateCosts {
	const sum = (each: (layer: Layer) => number) =>
		layers.reduce((all, layer) => all + each(layer), 0);
	return {
		macs: sum(({ macs }) => macs),
		params: sum(({ params }) => params),
		layers: layers.length,
		moved: sum((layer) => inputElements(layer) + elements(layer.out))
	};
}

/** The join of a gate in all families: see `squeeze-excite.ts`. */
const isGate = (path: string): boolean => path.endsWith('se.mul');

/** What a network's gates by squeeze and excitation take, and the network with them. */
export function gateCosts(
	layers: readonly Layer[]
): Readonly<{ gates: GateCosts; whole: GateCosts }> {
	const gates = layers.filter(
		({ path, branches }) =>
			isGate(path) || branches.some(({ join, index }) => isGate(join) && index > 0)
	);
	return { gates: costsOf(gates), whole: costsOf(layers) };
}
