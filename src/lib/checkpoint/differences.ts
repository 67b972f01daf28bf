import type { Shapes } from '../arch/families/weight-shapes.ts';
import type { Layer } from '../arch/infer.ts';
import { join, type Shape } from '../arch/net.ts';
import { storedShape } from '../arch/ops/stacked.ts';
import { asNeeded, type Synonyms } from './synonyms.ts';

/** A tensor that does not have the shape that a design needs. */
export type Misshapen = Readonly<{ name: string; shape: Shape; needed: Shape }>;

/** In what a file differs from a design's weights. */
export type ConfigDifferences = Readonly<{
	missing: readonly string[];
	misshapen: readonly Misshapen[];
	/** In the file, and not in the design. */
	extra: readonly string[];
}>;

/** Shapes of all weights of a network by timm's names, buffers included. */
export const weightShapes = (layers: readonly Layer[]): Shapes =>
	new Map(
		layers.flatMap(({ path, weights }) =>
			weights.map((weight) => [join(path, weight.name), storedShape(weight)] as const)
		)
	);

/** Axes of length 1 at the end do not move values: a linear layer is a 1 × 1 convolution. */
function sameLayout(a: Shape, b: Shape): boolean {
	const at = (shape: Shape, axis: number) => shape[axis] ?? 1;
	const axes = Math.max(a.length, b.length);
	for (let axis = 0; axis < axes; axis++) if (at(a, axis) !== at(b, axis)) return false;
	return true;
}

export function configDifferencesOf(
	layers: readonly Layer[],
	found: Shapes,
	synonyms: Synonyms = new Map()
): ConfigDifferences {
	const needed = weightShapes(layers);
	const shapes = asNeeded(found, synonyms, needed);
	const entries = [...needed];
	return {
		missing: entries.flatMap(([name]) => (shapes.has(name) ? [] : [name])),
		misshapen: entries.flatMap(([name, shape]) => {
			const own = shapes.get(name);
			return !own || sameLayout(own, shape) ? [] : [{ name, shape: own, needed: shape }];
		}),
		extra: [...shapes.keys()].filter((name) => !needed.has(name))
	};
}

/** Whether a design's weights are all there. */
export const isComplete = ({ missing, misshapen }: ConfigDifferences): boolean =>
	missing.length === 0 && misshapen.length === 0;
