import { readWeightAside } from '../../benchmark/weights/client.ts';
import type { ReadWeight, WeightRequest } from '../../benchmark/weights/read.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { failureOf } from '../../errors/failure.ts';
import { PAGE } from './shown-maps.ts';
import type { WeightPlace } from './weight-places.ts';

/** What was read, and what of. */
export type FoundWeight = Readonly<{ place: WeightPlace; fromFile: boolean; read: ReadWeight }>;

type Read = (request: WeightRequest, signal: AbortSignal) => Promise<ReadWeight>;

/** Reads one weight after the other, the newest first, and keeps how it is looked at. */
export class WeightsView {
	readonly #read: Read;
	#reading: AbortController | null = null;
	#page = $state(0);
	#chosen = $state(0);
	/** Name of the weight that was chosen last. */
	name = $state.raw<string | null>(null);
	found = $state.raw<FoundWeight | null>(null);
	/** Why there is nothing. */
	problem = $state.raw('');
	busy = $state.raw(false);

	constructor(read: Read = readWeightAside) {
		this.#read = read;
	}

	/** Page of maps, among so many. */
	pageOf = (count: number): number =>
		Math.max(0, Math.min(this.#page, Math.ceil(count / PAGE) - 1));
	/** Number of the map that is shown large, among so many. */
	chosenOf = (count: number): number => Math.max(0, Math.min(this.#chosen, count - 1));

	turnTo = (page: number): void => {
		this.#page = page;
	};

	choose = (index: number): void => {
		this.#chosen = index;
	};

	/** Reads a weight; what was asked for before is forgotten. */
	read = async (place: WeightPlace, weights: WeightFile | undefined): Promise<void> => {
		this.stop();
		const reading = new AbortController();
		this.#reading = reading;
		this.busy = true;
		this.problem = '';
		const request = { layer: place.layer, index: place.index, ...(weights ? { weights } : {}) };
		const read = await this.#read(request, reading.signal).catch((error: unknown) => {
			if (!reading.signal.aborted) this.problem = failureOf(error).message;
			return null;
		});
		if (this.#reading !== reading) return;
		this.busy = false;
		this.found = read && { place, fromFile: weights !== undefined, read };
	};

	stop = (): void => {
		this.#reading?.abort(new Error('another weight was asked for'));
		this.#reading = null;
		this.busy = false;
	};
}
