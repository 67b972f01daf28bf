import { tensor, tile, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';

/**
 * Images as a pass takes them, `[batch, height, width, channels]`.
 *
 * @param input shape of one image
 * @param images as many as the batch has, or one that stands for all of them
 * @throws Error when there are neither
 */
export function imageBatch(input: Shape, batch: number, images: Float32Array): Tensor {
	if (images.length === batch * elements(input)) return tensor(images, [batch, ...input]);
	if (images.length !== elements(input))
		throw new Error(`${images.length} values are no images of ${input.join(' × ')}`);
	const one = tensor(images, [1, ...input]);
	const all = tile(one, [batch, ...input.map(() => 1)]);
	one.dispose();
	return all;
}
