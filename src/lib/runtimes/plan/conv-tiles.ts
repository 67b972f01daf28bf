import { sidesOf, type LayerOp, type Shape } from '../../arch/net.ts';

/** Fewer channels than this are passed over sooner than they are spread. */
const FEWEST_CHANNELS = 32;

/** Weights are nearly twice as many in tiles: with fewer tiles to meet they take what is saved. */
const FEWEST_TILES = 25;

/**
 * Whether a convolution is computed in tiles of 2 × 2 results: 3 × 3 places side by side, dense, one
 * step at a time, of whole vectors.
 *
 * @param x, out its input and output for one image
 */
export function hasTiles(op: LayerOp<'conv'>, [, , into = 0]: Shape, out: Shape): boolean {
	const { kernel, groups, stride, dilation = 1 } = op;
	const [height = 0, width = 0] = out;
	return (
		sidesOf(kernel).every((side) => side === 3) &&
		[groups, dilation, stride].every((one) => one === 1) &&
		Math.min(into, op.out) >= FEWEST_CHANNELS &&
		into % 4 === 0 &&
		op.out % 8 === 0 &&
		tilesOf(height, width) >= FEWEST_TILES
	);
}

/** Tiles of a map; those at its far borders may reach beyond. */
export const tilesOf = (height: number, width: number): number =>
	Math.ceil(height / 2) * Math.ceil(width / 2);

/** Values of a tile, in the place of the kernel's nine. */
export const PLACES = 16;
