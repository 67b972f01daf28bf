import { MOST_DESIGNS } from '../../share/set-link.ts';

type Chosen = Readonly<{ set: unknown; picked: readonly number[]; pinned: number | null }>;

/** Designs of a set that a person marked, by their numbers in it. */
export class PickedDesigns {
	readonly #set: () => unknown;
	#chosen = $state.raw<Chosen>({ set: null, picked: [], pinned: null });
	readonly #own = $derived.by((): Chosen => {
		const set = this.#set();
		return this.#chosen.set === set ? this.#chosen : { set, picked: [], pinned: null };
	});
	/** Those to be compared. */
	readonly picked: readonly number[] = $derived(this.#own.picked);
	/** The one that is shown whole. */
	readonly pinned: number | null = $derived(this.#own.pinned);
	/** Whether the comparison has no room for more. */
	readonly full = $derived(this.picked.length >= MOST_DESIGNS);

	/** @param set what the numbers belong to; of another set they mean nothing */
	constructor(set: () => unknown) {
		this.#set = set;
	}

	/** Takes a design in or out. */
	pick = (index: number): void => {
		const { picked } = this;
		if (picked.includes(index))
			this.#chosen = { ...this.#own, picked: picked.filter((other) => other !== index) };
		else if (!this.full) this.#chosen = { ...this.#own, picked: [...picked, index] };
	};

	pin = (index: number): void => {
		this.#chosen = { ...this.#own, pinned: index };
	};

	clear = (): void => {
		this.#chosen = { ...this.#own, picked: [] };
	};
}
