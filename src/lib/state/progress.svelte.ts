import { readKept, writeKept, type Kept } from '../json/kept.ts';
import { isPlain, parseText } from '../json/parse.ts';

const CHANGES = ['macs', 'params', 'top1'] as const;

/** What a person expects of a step: changes of MACs and params in percent, of top-1 in points. */
export type Guess = Readonly<Record<(typeof CHANGES)[number], number>>;

/** By regime and step. */
export type Guesses = Readonly<Record<string, Guess>>;

const isGuess = (value: unknown): value is Guess =>
	isPlain(value) && CHANGES.every((change) => Number.isFinite(value[change]));

const isGuesses = (value: unknown): value is Guesses =>
	isPlain(value) && Object.values(value).every(isGuess);

const parseGuesses = (value: unknown): Guesses | null => (isGuesses(value) ? value : null);

/** Guesses made on this device, by regime and step; kept in the browser, never sent. */
export type Progress = Readonly<{
	readonly guesses: Guesses;
	record(key: string, guess: Guess): void;
	/** Forgets one guess, or all of them. */
	forget(key?: string): void;
	/** Keeps the hash of the place where a person stands. */
	remember(link: string): void;
	/** That place; empty when there is none. */
	remembered(): string;
	/** Reads what was kept; called once there is a browser. */
	load(): void;
}>;

const GUESSES: Kept<Guesses> = {
	key: 'roadmap-guesses',
	version: 1,
	parse: parseGuesses,
	fallback: {}
};
const PLACE: Kept<string> = {
	key: 'roadmap-place',
	version: 1,
	parse: parseText,
	fallback: ''
};

export function createProgress(storage: () => Storage): Progress {
	let guesses = $state.raw<Guesses>({});

	function keep(next: Guesses): void {
		guesses = next;
		// A full or forbidden storage costs the progress, not the page.
		writeKept(storage, GUESSES, next);
	}

	return {
		get guesses() {
			return guesses;
		},
		record(key, guess) {
			keep({ ...guesses, [key]: guess });
		},
		forget(key) {
			const others = Object.entries(guesses).filter(
				([other]) => key !== undefined && other !== key
			);
			keep(Object.fromEntries(others));
		},
		remember(link) {
			// Where that is not possible, a later visit begins at the start.
			writeKept(storage, PLACE, link);
		},
		remembered() {
			return readKept(storage, PLACE);
		},
		load() {
			guesses = readKept(storage, GUESSES);
		}
	};
}
