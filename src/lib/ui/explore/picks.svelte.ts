import { MOST_DESIGNS } from '../../share/set-link.ts';

/** Designs of a set that a person marked, by their numbers in it. */
export type Picks = Readonly<{
	/** Those to be compared. */
	readonly picked: readonly number[];
	/** The one that is shown whole. */
	readonly pinned: number | null;
	/** Whether the comparison has no room for more. */
	readonly full: boolean;
	/** Takes a design in or out. */
	pick(index: number): void;
	pin(index: number): void;
	clear(): void;
}>;

type Chosen = Readonly<{ set: unknown; picked: readonly number[]; pinned: number | null }>;

/** @param set what the numbers belong to; of another set they mean nothing */
export function createPicks(set: () => unknown): Picks {
	let chosen = $state.raw<Chosen>({ set: null, picked: [], pinned: null });
	const own = $derived<Chosen>(
		chosen.set === set() ? chosen : { set: set(), picked: [], pinned: null }
	);
	const full = $derived(own.picked.length >= MOST_DESIGNS);
	return {
		get picked() {
			return own.picked;
		},
		get pinned() {
			return own.pinned;
		},
		get full() {
			return full;
		},
		pick(index) {
			const { picked } = own;
			if (picked.includes(index))
				chosen = { ...own, picked: picked.filter((other) => other !== index) };
			else if (!full) chosen = { ...own, picked: [...picked, index] };
		},
		pin(index) {
			chosen = { ...own, pinned: index };
		},
		clear() {
			chosen = { ...own, picked: [] };
		}
	};
}
