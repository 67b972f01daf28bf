import { tensor4d, tile, type Tensor } from '@tensorflow/tfjs-core';
import { LiveError } from '../../errors/failure.ts';
import type { Model } from './model.ts';
import type { Shape } from '../../arch/net.ts';

/** The same image as often as a batch has images. */
export function imageBatch(
	{ input: [side = 0], batch }: Readonly<{ input: Shape; batch: number }>,
	image: Float32Array
): Tensor {
	const one = tensor4d(image, [1, side, side, 3]);
	if (batch === 1) return one;
	const all = tile(one, [batch, 1, 1, 1]);
	one.dispose();
	return all;
}

/** @throws LiveError when the device holds other parameters than were counted */
export function expectParams({ params }: Model, counted: number): void {
	if (params === counted) return;
	throw new LiveError(
		'mismatch',
		`The live network has ${params} parameters, and ${counted} on paper.`,
		'This is a fault of this program; please report it with the link of the design.'
	);
}
