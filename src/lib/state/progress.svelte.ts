import { eachEntry, readKept, whole, writeKept, type Kept } from '../json/kept.ts';
import { isPlain, parseText } from '../json/parse.ts';
import { readPlace } from '../share/roadmap-link.ts';
import { dropped } from './dropped.svelte.ts';

const CHANGES = ['macs', 'params', 'top1'] as const;

/** What a person expects of a step: changes of MACs and params in percent, of top-1 in points. */
export type Guess = Readonly<Record<(typeof CHANGES)[number], number>>;

/** By regime and step. */
export type Guesses = Readonly<Record<string, Guess>>;

const isGuess = (value: unknown): value is Guess =>
	isPlain(value) && CHANGES.every((change) => Number.isFinite(value[change]));

const GUESSES: Kept<Guesses> = {
	key: 'roadmap-guesses',
	version: 1,
	label: 'guesses on the roadmap',
	parse: eachEntry((value) => (isGuess(value) ? value : null)),
	fallback: {}
};
const PLACE: Kept<string> = {
	key: 'roadmap-place',
	version: 1,
	label: 'the place on the roadmap',
	parse: whole((value) => {
		const text = parseText(value);
		return text !== null && readPlace(text).problems.length === 0 ? text : null;
	}),
	fallback: ''
};

/** Guesses made on this device, by regime and step; kept in the browser, never sent. */
export class Progress {
	guesses = $state.raw<Guesses>({});
	readonly #storage: () => Storage;

	constructor(storage: () => Storage) {
		this.#storage = storage;
	}

	record(key: string, guess: Guess): void {
		this.#keep({ ...this.#all(), [key]: guess });
	}

	/** Forgets one guess, or all of them. */
	forget(key?: string): void {
		const others = Object.entries(this.#all()).filter(
			([other]) => key !== undefined && other !== key
		);
		this.#keep(Object.fromEntries(others));
	}

	/** Keeps the hash of the place where a person stands. */
	remember(link: string): void {
		// Where that is not possible, a later visit begins at the start.
		writeKept(this.#storage, PLACE, link);
	}

	/** That place; empty when there is none. */
	remembered(): string {
		return readKept(this.#storage, PLACE, dropped.tell);
	}

	/** Reads what was kept; called once there is a browser. */
	load(): void {
		this.guesses = this.#read();
	}

	#read = (): Guesses => readKept(this.#storage, GUESSES, dropped.tell);

	/** With what another tab has kept meanwhile. */
	#all = (): Guesses => ({ ...this.#read(), ...this.guesses });

	#keep(next: Guesses): void {
		this.guesses = next;
		// A full or forbidden storage costs the progress, not the page.
		writeKept(this.#storage, GUESSES, next);
	}
}
