import { join } from '../arch/net.ts';
import type { Weight } from '../arch/ops.ts';
import { ownValues, storedShape } from '../arch/ops/stacked.ts';
import type { WeightSource } from './weight-source.ts';

/** Values of one weight of the layer at a path, row-major in PyTorch's layout. */
export async function weightValues(
	source: WeightSource,
	path: string,
	weight: Weight
): Promise<Float32Array> {
	return ownValues<Float32Array>(
		weight,
		await source(join(path, weight.name), storedShape(weight))
	);
}

/** Values of a layer's weights, in the order of `weightsOf`. */
export async function layerWeights(
	source: WeightSource,
	{ path, weights }: Readonly<{ path: string; weights: readonly Weight[] }>
): Promise<readonly Float32Array[]> {
	const values: Float32Array[] = [];
	for (const weight of weights) values.push(await weightValues(source, path, weight));
	return values;
}
