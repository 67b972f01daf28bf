import type { Shape } from '../arch/net.ts';
import type { Strided } from './containers/stored.ts';
import { gather } from './containers/widen.ts';
import { resampleBiases, type BiasTable } from './resample/biases.ts';
import { resamplePositions, type PositionTable } from './resample/positions.ts';

export type Resample = PositionTable | BiasTable;

/** How values are taken from others, in this order; plain data for a worker. */
export type Recipe = Readonly<{
	/** Of the values of all parts, one after the other: which are taken, from where to where. */
	ranges?: readonly (readonly [from: number, to: number])[];
	/** So many tensors lie one after the other, of which each value is the sum. */
	terms?: number;
	/** Then in another order. */
	order?: Strided;
	/** Then as a table for another map, or for another window. */
	resample?: Resample;
}>;

/** A tensor under timm's name: parts of a file that lie one below the other, and what is done to them. */
export type Tensor<Part> = Readonly<{ shape: Shape; parts: readonly Part[]; recipe?: Recipe }>;

type Values = Float32Array<ArrayBuffer>;

function take(values: Values, ranges: NonNullable<Recipe['ranges']>): Values {
	const taken = new Float32Array(ranges.reduce((sum, [from, to]) => sum + to - from, 0));
	let at = 0;
	for (const range of ranges) {
		taken.set(values.subarray(...range), at);
		at += range[1] - range[0];
	}
	return taken;
}

function sum(values: Values, terms: number): Values {
	const length = values.length / terms;
	return Float32Array.from({ length }, (_, i) => {
		let total = 0;
		for (let at = i; at < values.length; at += length) total += values[at] ?? 0;
		return total;
	});
}

/** What a recipe makes of all parts' values. */
export function follow(values: Values, recipe: Recipe = {}): Values {
	const { ranges, terms, order, resample: table } = recipe;
	const taken = ranges ? take(values, ranges) : values;
	const one = terms ? sum(taken, terms) : taken;
	const ordered = order ? gather(one, order) : one;
	if (!table) return ordered;
	return table.kind === 'biases'
		? resampleBiases(ordered, table)
		: resamplePositions(ordered, table);
}
