import { eachEntry, readKept, writeKept, type Kept } from '../json/kept.ts';

/** Parts of the workspace that can be folded away. */
const PANES = ['editor', 'inspector', 'steps'] as const;
export type Pane = (typeof PANES)[number];

type Folded = Readonly<Record<string, boolean>>;

const FOLDED: Kept<Folded> = {
	key: 'panes',
	version: 1,
	label: 'which parts of the workspace are folded',
	parse: eachEntry((value, key) =>
		typeof value === 'boolean' && PANES.some((pane) => pane === key) ? value : null
	),
	fallback: {}
};

/** Which parts of the workspace are folded, between visits too. */
export class Panes {
	readonly #storage: () => Storage;
	/** What steps do is for later: it begins folded. */
	#folded = $state.raw<Folded>({ steps: true });

	constructor(storage: () => Storage) {
		this.#storage = storage;
	}

	isFolded = (pane: Pane): boolean => this.#folded[pane] ?? false;

	/** Takes up what was kept. */
	load = (ondropped: (label: string) => void): void => {
		this.#folded = { ...this.#folded, ...readKept(this.#storage, FOLDED, ondropped) };
	};

	/** Folds it, or opens it; where nothing may be stored, for this visit. */
	fold = (pane: Pane, folded: boolean): void => {
		if (folded === this.isFolded(pane)) return;
		this.#folded = { ...this.#folded, [pane]: folded };
		writeKept(this.#storage, FOLDED, this.#folded);
	};
}
