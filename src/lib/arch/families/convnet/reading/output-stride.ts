import type { Config } from '../../../fields.ts';
import { stemStride } from '../strides.ts';
import type { ConvNetConfig } from '../config.ts';
import { isProduct, type Places } from './places.ts';
import type { Shapes } from '../../weight-shapes.ts';

/** How often maps are halved after the stem before kernels are dilated instead. */
function halvings(stem: number, outputStride: number): number {
	return Math.max(0, Math.ceil(Math.log2(outputStride / stem)));
}

/**
 * The output stride where it leaves a trace: a block that halves its map has a projection on its
 * shortcut, and one that dilates its kernels instead has none if its channels are the same.
 */
export function readOutputStride(
	shapes: Shapes,
	places: Places,
	stages: readonly number[],
	stem: Config
): Config {
	const dilated = stages.find((stage) => {
		const path = `${places.block(stage, 0)}.downsample`;
		return stage > 0 && !isProduct(shapes, `${path}.0`) && !isProduct(shapes, `${path}.1`);
	});
	if (dilated === undefined) return {};
	// What was read of the stem is in its own fields.
	const reached = stemStride(stem as Pick<ConvNetConfig, 'stem' | 'patch'>);
	const outputStride = ['8', '16'].find((each) => halvings(reached, Number(each)) === dilated - 1);
	return outputStride === undefined ? {} : { outputStride };
}
