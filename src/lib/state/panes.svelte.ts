import { eachEntry, readKept, writeKept, type Kept } from '../json/kept.ts';

/** Parts of the workspace that can be folded away. */
const PANES = ['editor', 'inspector', 'steps'] as const;
export type Pane = (typeof PANES)[number];

/** What has a width of its own, px: the editor, the inspector, and the inspector while a block is edited in it. */
export const PANE_WIDTHS = {
	editor: { least: 240, most: 560 },
	inspector: { least: 200, most: 900 },
	block: { least: 200, most: 900 }
} as const satisfies Readonly<Record<string, Readonly<{ least: number; most: number }>>>;
export type WidePane = keyof typeof PANE_WIDTHS;

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

/** px, of those that a person gave a width. */
type Widths = Readonly<Partial<Record<string, number>>>;

const isWide = (key: string): key is WidePane => Object.hasOwn(PANE_WIDTHS, key);

const WIDTHS: Kept<Widths> = {
	key: 'pane-widths',
	version: 1,
	label: 'how wide parts of the workspace are',
	parse: eachEntry((value, key) => {
		if (!isWide(key) || typeof value !== 'number') return null;
		const { least, most } = PANE_WIDTHS[key];
		return value >= least && value <= most ? value : null;
	}),
	fallback: {}
};

/** Which parts of the workspace are folded, and how wide they are, between visits too. */
export class Panes {
	readonly #storage: () => Storage;
	/** What steps do is for later: it begins folded. */
	#folded = $state.raw<Folded>({ steps: true });

	#widths = $state.raw<Widths>({});

	constructor(storage: () => Storage) {
		this.#storage = storage;
	}

	isFolded = (pane: Pane): boolean => this.#folded[pane] ?? false;

	/** Takes up what was kept. */
	load = (ondropped: (label: string) => void): void => {
		this.#folded = { ...this.#folded, ...readKept(this.#storage, FOLDED, ondropped) };
		this.#widths = readKept(this.#storage, WIDTHS, ondropped);
	};

	/** px, where a person gave it a width. */
	widthOf = (pane: WidePane): number | undefined => this.#widths[pane];

	readonly isResized = $derived(Object.keys(this.#widths).length > 0);

	/** Gives it a width in px, within its limits, for as long as this drag lasts. */
	resize = (pane: WidePane, width: number): void => {
		this.#widths = { ...this.#widths, [pane]: width };
	};

	/** Keeps the widths as they are; where nothing may be stored, for this visit. */
	settle = (): void => {
		writeKept(this.#storage, WIDTHS, this.#widths);
	};

	/** Gives one its usual width, or all. */
	resetWidth = (pane?: WidePane): void => {
		this.#widths = Object.fromEntries(
			Object.entries(this.#widths).filter(([key]) => pane !== undefined && key !== pane)
		);
		this.settle();
	};

	/** Folds it, or opens it; where nothing may be stored, for this visit. */
	fold = (pane: Pane, folded: boolean): void => {
		if (folded === this.isFolded(pane)) return;
		this.#folded = { ...this.#folded, [pane]: folded };
		writeKept(this.#storage, FOLDED, this.#folded);
	};
}
