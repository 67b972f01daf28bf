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
	readonly #shown: (id: string) => string | null;

	/**
	 * @param shown what stands for an id in what is shown: itself, or `null` where that lacks it. It is kept
	 * all the same, so that an undo brings it back
	 */
	constructor(shown: (id: string) => string | null = (id) => id) {
		this.#shown = shown;
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
		return id === null ? null : this.#shown(id);
	}
}

/** Where a drawing shows no selection and takes none. */
export const noSelection: Selection = {
	selected: null,
	hovered: null,
	select: () => {},
	hover: () => {}
};
