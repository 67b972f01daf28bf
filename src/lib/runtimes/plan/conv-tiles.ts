import { sidesOf, type LayerOp, type Shape } from '../../arch/net.ts';

/** Fewer channels than this are passed over sooner than they are spread, as a rule. */
const FEWEST_CHANNELS = 32;

/** With fewer than this they always are. */
const FEWEST_TO_TRY = 16;

/**
 * To spread tiles takes some of the time for each output channel, and to gather them some for each of
 * the input's. With more of both than this comes to, tiles have won by far wherever they were timed.
 */
const MOST_TO_TRY = 20;

/**
 * Weights are nearly twice as many in tiles: with fewer tiles to meet they take what is saved. That is
 * not to be tried: one call made again and again finds them in the cache, where a pass does not.
 */
const FEWEST_TILES = 25;

/**
 * Whether a convolution may be faster in tiles of 2 × 2 results: 3 × 3 places side by side, dense, one
 * step at a time, of whole vectors.
 *
 * @param x, out its input and output for one image
 */
export function mayHaveTiles(op: LayerOp<'conv'>, [, , into = 0]: Shape, out: Shape): boolean {
	const { kernel, groups, stride, dilation = 1 } = op;
	const [height = 0, width = 0] = out;
	return (
		sidesOf(kernel).every((side) => side === 3) &&
		[groups, dilation, stride].every((one) => one === 1) &&
		Math.min(into, op.out) >= FEWEST_TO_TRY &&
		into % 4 === 0 &&
		op.out % 8 === 0 &&
		tilesOf(height, width) >= FEWEST_TILES
	);
}

/** Whether it is computed in tiles where nothing was measured. */
export const hasTiles = (op: LayerOp<'conv'>, x: Shape, out: Shape): boolean =>
	mayHaveTiles(op, x, out) && Math.min(x[2] ?? 0, op.out) >= FEWEST_CHANNELS;

/** Whether processors may differ in what is faster, so that it is to be timed. */
export function triesTiles(op: LayerOp<'conv'>, x: Shape, out: Shape): boolean {
	const [, , into = 0] = x;
	return mayHaveTiles(op, x, out) && (into * op.out) / (into + op.out) < MOST_TO_TRY;
}

/** Tiles of a map; those at its far borders may reach beyond. */
export const tilesOf = (height: number, width: number): number =>
	Math.ceil(height / 2) * Math.ceil(width / 2);

/** Values of a tile, in the place of the kernel's nine. */
export const PLACES = 16;
