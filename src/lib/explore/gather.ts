import type { Coordinate } from './coordinate.ts';
import { coordinatesOf, gridSize } from './dimensions.ts';
import { LARGEST_SET, mostDraws } from './draw.ts';
import { KEPT, keyOf, OUTSIDE, type Chunk } from './evaluate.ts';
import { SPATIAL_METRICS, type SpatialMetricId } from '../count/metrics.ts';
import { boundsOf, type Query } from './query.ts';

/** What became of the draws up to the last one that was needed. */
export type Tally = Readonly<{
	drawn: number;
	/** Draws that make no network. */
	invalid: number;
	/** Draws outside a limit, by the first limit that turned them away. */
	outside: Readonly<Partial<Record<SpatialMetricId, number>>>;
	/** Draws of a design that was there already. */
	repeats: number;
	kept: number;
}>;

/** The designs of a query, in the order in which they were drawn, as far as they are known. */
export type Drawn = Readonly<{
	tally: Tally;
	/** A digit for each coordinate of each design. */
	digits: Uint16Array;
	/** A number for each of `SPATIAL_METRICS` of each design. */
	metrics: Float64Array;
	/** Number of a design by its key. */
	known: ReadonlyMap<string, number>;
	coordinates: readonly Coordinate[];
	/** Whether nothing is missing: as many as were asked for, or all draws are done. */
	complete: boolean;
	/** Share of the way, at most 1. */
	progress: number;
}>;

export type Gathering = Readonly<{
	/** How many draws there are at most. */
	draws: number;
	/** Takes what a worker found; chunks may come in any order. */
	add(chunk: Chunk): void;
	readonly done: boolean;
	/** What is known so far. */
	read(): Drawn;
}>;

/**
 * Puts chunks in order, leaves out what is there already, and stops at the design that completes the
 * set: the set depends on the query alone.
 */
export function createGathering(query: Query): Gathering {
	const coordinates = coordinatesOf(query.space);
	const { draw } = query;
	const draws = Math.min(mostDraws(draw, gridSize(coordinates)), Number.MAX_SAFE_INTEGER);
	const wanted = draw.kind === 'sweep' ? Math.min(draws, LARGEST_SET) : draw.count;
	const [wide, high] = [coordinates.length, SPATIAL_METRICS.length];
	const digits = new Uint16Array(wanted * wide);
	const metrics = new Float64Array(wanted * high);
	const known = new Map<string, number>();
	const turnedAway = boundsOf(query.limits).map(({ metric }) => ({ metric, count: 0 }));
	const waiting = new Map<number, Chunk>();
	let [drawn, invalid, repeats] = [0, 0, 0];

	const isDone = () => drawn >= draws || known.size >= wanted;

	function take({ outcomes, digits: found, metrics: values }: Chunk) {
		let at = 0;
		for (const outcome of outcomes) {
			if (isDone()) return;
			drawn += 1;
			if (outcome === KEPT) {
				const own = found.subarray(at * wide, (at + 1) * wide);
				const key = keyOf(own);
				if (known.has(key)) repeats += 1;
				else {
					digits.set(own, known.size * wide);
					metrics.set(values.subarray(at * high, (at + 1) * high), known.size * high);
					known.set(key, known.size);
				}
				at += 1;
			} else if (outcome >= OUTSIDE) {
				const away = turnedAway[outcome - OUTSIDE];
				if (away) away.count += 1;
			} else invalid += 1;
		}
	}

	return {
		draws,
		add(chunk) {
			waiting.set(chunk.first, chunk);
			for (let next = waiting.get(drawn); next && !isDone(); next = waiting.get(drawn)) {
				waiting.delete(drawn);
				take(next);
			}
		},
		get done() {
			return isDone();
		},
		read() {
			const kept = known.size;
			const outside = Object.fromEntries(turnedAway.map(({ metric, count }) => [metric, count]));
			return {
				tally: { drawn, invalid, outside, repeats, kept },
				digits: digits.subarray(0, kept * wide),
				metrics: metrics.subarray(0, kept * high),
				known,
				coordinates,
				complete: isDone(),
				progress: Math.max(drawn / draws, kept / wanted)
			};
		}
	};
}
