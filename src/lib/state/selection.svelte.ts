/** What is picked out of a network, by id: a layer's path, or a block or section; `null` for nothing. */
export type Selection = Readonly<{
	readonly selected: string | null;
	/** What the pointer rests on. */
	readonly hovered: string | null;
	select(id: string | null): void;
	hover(id: string | null): void;
}>;

/** The selection of one page. */
export class PageSelection implements Selection {
	#selected = $state.raw<string | null>(null);
	#hovered = $state.raw<string | null>(null);
	readonly #exists: (id: string) => boolean;

	/**
	 * @param exists whether what is shown has this id: one that it lacks is kept and not given out, so that
	 * an undo brings it back
	 */
	constructor(exists: (id: string) => boolean = () => true) {
		this.#exists = exists;
	}

	get selected(): string | null {
		return this.#known(this.#selected);
	}

	get hovered(): string | null {
		return this.#known(this.#hovered);
	}

	select = (id: string | null): void => {
		this.#selected = id;
	};

	hover = (id: string | null): void => {
		this.#hovered = id;
	};

	#known(id: string | null): string | null {
		return id !== null && this.#exists(id) ? id : null;
	}
}

/** Where a drawing shows no selection and takes none. */
export const noSelection: Selection = {
	selected: null,
	hovered: null,
	select: () => {},
	hover: () => {}
};
