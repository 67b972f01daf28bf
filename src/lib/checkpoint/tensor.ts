import type { Shape } from '../arch/net.ts';
import type { Strided } from './containers/stored.ts';
import { gather } from './containers/widen.ts';
import { resampleBiases, type BiasTable } from './resample/biases.ts';
import { resamplePositions, type PositionTable } from './resample/positions.ts';

export type Resample = PositionTable | BiasTable;

/** How values are taken from others, in this order; plain data for a worker. */
export type Recipe = Readonly<{
	/** Of the values of all parts, one after the other: from which to which. */
	slice?: readonly [from: number, to: number];
	/** Then in another order. */
	order?: Strided;
	/** Then as a table for another map, or for another window. */
	resample?: Resample;
}>;

/** A tensor under timm's name: parts of a file that lie one below the other, and what is done to them. */
export type Tensor<Part> = Readonly<{ shape: Shape; parts: readonly Part[]; recipe?: Recipe }>;

/** What a recipe makes of all parts' values. */
export function follow(
	values: Float32Array<ArrayBuffer>,
	recipe: Recipe = {}
): Float32Array<ArrayBuffer> {
	const { slice, order, resample: table } = recipe;
	const cut = slice ? values.slice(...slice) : values;
	const ordered = order ? gather(cut, order) : cut;
	if (!table) return ordered;
	return table.kind === 'biases'
		? resampleBiases(ordered, table)
		: resamplePositions(ordered, table);
}
