/** What a person expects of a step: changes of MACs and params in percent, of top-1 in points. */
export type Guess = Readonly<{ macs: number; params: number; top1: number }>;

export type Guesses = Readonly<Record<string, Guess>>;

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

const STORE = 'roadmap-guesses';
const PLACE = 'roadmap-place';

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

function isGuess(value: unknown): value is Guess {
	if (typeof value !== 'object' || value === null) return false;
	const { macs, params, top1 } = value as Record<string, unknown>;
	return isNumber(macs) && isNumber(params) && isNumber(top1);
}

/** What is stored may be of another version, or not ours: what does not fit is dropped. */
function parse(text: string | null): Guesses {
	try {
		const stored: unknown = JSON.parse(text ?? '{}');
		if (typeof stored !== 'object' || stored === null) return {};
		return Object.fromEntries(
			Object.entries(stored).filter((entry): entry is [string, Guess] => isGuess(entry[1]))
		);
	} catch {
		return {};
	}
}

export function createProgress(storage: () => Storage): Progress {
	let guesses = $state.raw<Guesses>({});

	function keep(next: Guesses): void {
		guesses = next;
		try {
			storage().setItem(STORE, JSON.stringify(next));
		} catch {
			// A full or forbidden store costs the progress, not the page.
		}
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
			try {
				storage().setItem(PLACE, link);
			} catch {
				// Then a later visit begins at the start.
			}
		},
		remembered() {
			try {
				return storage().getItem(PLACE) ?? '';
			} catch {
				return '';
			}
		},
		load() {
			try {
				guesses = parse(storage().getItem(STORE));
			} catch {
				guesses = {};
			}
		}
	};
}
