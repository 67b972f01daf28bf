import type { Layer } from '../../arch/infer.ts';
import type { WeightsOf } from './compile-step.ts';

/** Layers whose weights are on their way while those of another are packed: more would fill the memory. */
const AHEAD = 2;

/**
 * Weights in the order of some layers, each asked for while those before it are packed: files are read
 * beside this thread.
 */
export function readAhead(layers: readonly Layer[], weightsOf: WeightsOf): WeightsOf {
	const withWeights = layers.filter(({ weights }) => weights.length > 0);
	const begun = new Map<Layer, ReturnType<WeightsOf>>();
	let next = 0;
	return (layer) => {
		const at = withWeights.indexOf(layer);
		for (next = Math.max(next, at); next <= at + AHEAD; next++) {
			const ahead = withWeights[next];
			if (!ahead) break;
			const values = weightsOf(ahead);
			// Who asks for them is told.
			values.catch(() => {});
			begun.set(ahead, values);
		}
		const values = begun.get(layer) ?? weightsOf(layer);
		begun.delete(layer);
		return values;
	};
}
