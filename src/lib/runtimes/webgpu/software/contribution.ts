import { isLittle, runsInSoftware } from '../autotune.ts';
import type { Contribution } from '../contribution.ts';
import type { AttentionVariant } from '../kernels/attention-variant.ts';
import type { ProductVariant, ProductVariants } from '../kernels/product-variant.ts';
import type { Attending } from '../wgsl/attention.ts';
import { quadAttention } from './attention-quad.ts';
import { quadPanel, quadShape, quadThreads, quadTile } from './matrix-quad.ts';
import { hasQuads, QUAD } from './quads.ts';
import { fitTexels, releaseTexels, texels } from './weight-textures.ts';

/** Where quads fit. */
const quad =
	(least: boolean): ProductVariant =>
	(matrix, rows, sizes) => {
		const shape = quadShape(matrix, rows, sizes, least);
		if (!shape) throw new Error('a quad does not fit this product');
		return {
			source: (withEpilogue) => quadTile(withEpilogue, shape),
			threads: quadThreads(shape, rows, sizes.columns),
			panel: quadPanel(shape)
		};
	};

async function attention(
	attending: Attending,
	positions: number
): Promise<readonly AttentionVariant[]> {
	if (!runsInSoftware() || !(await hasQuads())) return [];
	const blocks = Math.ceil(Math.ceil(positions / attending.queries) / QUAD) * QUAD;
	return [{ name: 'quad', make: quadAttention, blocks }];
}

/** Made for processors that play a GPU: four threads swap values, and weights are in textures. */
export const contribution: Contribution = {
	opened: releaseTexels,
	texture: (vectorWidth, size) =>
		runsInSoftware() && vectorWidth === 4 && fitTexels(size) ? texels : null,
	async product({ matrix, sizes }, rows, inTexture): Promise<ProductVariants> {
		const fits = runsInSoftware() && inTexture && quadShape(matrix, 1, sizes) !== null;
		if (!fits || !(await hasQuads())) return {};
		const work = rows * sizes.length * sizes.columns * matrix.vectorWidth;
		return { quad: quad(isLittle(work)) };
	},
	attention
};
