import type { Layer } from '../../arch/infer.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { layerWeights, weightValues } from '../../checkpoint/layer-weights.ts';
import { sourceOf } from '../../checkpoint/weight-source.ts';
import { distributionOf, type Distribution } from '../../features/distribution.ts';
import { pictureKind } from '../../features/weight-pictures.ts';
import { kernelForm } from '../../runtimes/plan/kernel-form.ts';

/** One weight of a layer. */
export type WeightRequest = Readonly<{
	layer: Layer;
	/** Its number among the layer's weights. */
	index: number;
	/** Where values come from; deterministic ones without it. */
	weights?: WeightFile;
}>;

/** What is in a weight. */
export type ReadWeight = Readonly<{
	distribution: Distribution;
	/**
	 * What there is a picture of: the weight's own values in PyTorch's layout, or the table of biases that
	 * follows from what was learned; `null` of all others.
	 */
	pictured: Float32Array | null;
}>;

/** Reads a weight from a file, or makes it, and tells how its values are spread. */
export async function readWeight({ layer, index, weights }: WeightRequest): Promise<ReadWeight> {
	const source = sourceOf(weights);
	const weight = layer.weights[index];
	if (!weight) throw new Error(`${layer.path} has no weight ${index}`);
	const values = await weightValues(source, layer.path, weight);
	const distribution = distributionOf(values);
	const kind = pictureKind(layer, weight);
	if (kind === null) return { distribution, pictured: null };
	if (kind !== 'bias') return { distribution, pictured: values };
	const form = kernelForm(layer.op, await layerWeights(source, layer));
	return { distribution, pictured: form.values[0] ?? null };
}
