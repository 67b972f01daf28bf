import type { Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import type { Convention, Options } from '../count/conventions/convention.ts';
import { idAt, placeOf, type Counterpart } from '../draw/network/counterpart.ts';
import {
	printSet,
	withDesigns,
	withoutDesign,
	type DesignSet,
	type SetView
} from '../share/set-link.ts';
import { compared, namesOf, type Compared } from './compared.ts';
import { readAs, type Reading } from './reading.ts';
import type { Selection } from './selection.svelte.ts';

/** A design in its column: how it is called here, and how it is counted. */
export type Column = Compared &
	Readonly<{ name: string; reading: Reading; isReference: boolean; at: number }>;

/** The one that the others are compared with. */
export function referenceOf(columns: readonly Column[]): Column {
	const found = columns.find(({ isReference }) => isReference);
	if (!found) throw new Error('none of the designs is the reference');
	return found;
}

/** Several designs, one of them the reference, and what is picked out in all of them. */
export class Comparison {
	set: DesignSet;
	/** What is picked out, described by structure. */
	selected = $state.raw<Counterpart | null>(null);
	#hovered = $state.raw<Counterpart | null>(null);

	readonly #designs = $derived.by(() => this.set.designs.map(compared));
	readonly #names = $derived(namesOf(this.#designs));
	readonly columns: readonly Column[] = $derived.by(() =>
		this.#designs.map((own, at) => ({
			...own,
			at,
			name: this.#names[at] ?? own.label,
			reading: readAs(this.set.convention, own.network.layers, this.set.options),
			isReference: at === this.set.reference
		}))
	);
	readonly reference = $derived(referenceOf(this.columns));
	/** The hash of an address that brings this comparison back. */
	readonly link = $derived.by(() => printSet(this.set));

	constructor(initial: DesignSet) {
		this.set = $state.raw(initial);
	}

	open = (set: DesignSet): void => {
		this.set = set;
	};

	/** Adds designs, as many as fit; says what did not. */
	add = (designs: readonly Design[]): readonly Problem[] => {
		const grown = withDesigns(this.set, designs);
		this.set = grown.set;
		return grown.problems;
	};

	remove = (at: number): void => {
		this.set = withoutDesign(this.set, at);
	};

	refer = (at: number): void => {
		this.set = { ...this.set, reference: at };
	};

	countAs = (convention: Convention): void => {
		this.set = { ...this.set, convention };
	};

	fuseAttention = (fusedAttention: boolean): void => {
		this.set = { ...this.set, options: { fusedAttention } satisfies Options };
	};

	show = (view: SetView): void => {
		this.set = { ...this.set, view };
	};

	/** What is picked out, as one of the designs has it: to select there selects in all. */
	selectionIn = ({ network: { layers } }: Column): Selection => {
		const selected = () => idAt(layers, this.selected);
		const hovered = () => idAt(layers, this.#hovered);
		return {
			get selected() {
				return selected();
			},
			get hovered() {
				return hovered();
			},
			select: (id) => {
				this.selected = placeOf(layers, id);
			},
			hover: (id) => {
				this.#hovered = placeOf(layers, id);
			}
		};
	};
}
