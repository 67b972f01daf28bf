import type { Card } from '../live/card.ts';

/** A card of this visit. */
export type Shelved = Readonly<{ id: number; card: Card; from: 'this visit' | 'a file' }>;

/** Cards of this visit, measured here or opened from files; the newest first. */
export type Shelf = Readonly<{
	readonly all: readonly Shelved[];
	/** What is wrong with the last file. */
	readonly problems: readonly string[];
	/** How many files have been opened: their cards want to be seen. */
	readonly opened: number;
	add(card: Card): void;
	/** Reads a card from a file's text. */
	open(text: string): Promise<void>;
	remove(id: number): void;
}>;

/** More cards than that are not kept: they hold every layer's time. */
const MOST = 30;

export function createShelf(): Shelf {
	let all = $state.raw<readonly Shelved[]>([]);
	let problems = $state.raw<readonly string[]>([]);
	let opened = $state(0);
	let lastId = 0;

	function put(card: Card, from: Shelved['from']): void {
		all = [{ id: ++lastId, card, from }, ...all].slice(0, MOST);
	}

	return {
		get all() {
			return all;
		},
		get problems() {
			return problems;
		},
		get opened() {
			return opened;
		},
		add: (card) => put(card, 'this visit'),
		async open(text) {
			const { readCard } = await import('../live/card-file.ts');
			const reading = readCard(text);
			problems = reading.problems;
			if (reading.card) put(reading.card, 'a file');
			opened += 1;
		},
		remove(id) {
			all = all.filter((one) => one.id !== id);
		}
	};
}

/** Kept outside all pages, so that what one measures is there on another. */
export const shelf = createShelf();
