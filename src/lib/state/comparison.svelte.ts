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

/** Several designs, one of them the reference, and what is picked out in all of them. */
export type Comparison = Readonly<{
	readonly set: DesignSet;
	readonly columns: readonly Column[];
	readonly reference: Column;
	/** The hash of an address that brings this comparison back. */
	readonly link: string;
	/** What is picked out, told by structure. */
	readonly selected: Counterpart | null;
	open(set: DesignSet): void;
	/** Adds designs, as many as fit; says what did not. */
	add(designs: readonly Design[]): readonly Problem[];
	remove(at: number): void;
	refer(at: number): void;
	countAs(convention: Convention): void;
	fuseAttention(fused: boolean): void;
	show(view: SetView): void;
	/** What is picked out, as one of the designs has it: to select there selects in all. */
	selectionIn(column: Column): Selection;
}>;

export function createComparison(initial: DesignSet): Comparison {
	let set = $state.raw(initial);
	let selected = $state.raw<Counterpart | null>(null);
	let hovered = $state.raw<Counterpart | null>(null);

	const designs = $derived(set.designs.map(compared));
	const names = $derived(namesOf(designs));
	const columns = $derived(
		designs.map((own, at): Column => ({
			...own,
			at,
			name: names[at] ?? own.label,
			reading: readAs(set.convention, own.network.layers, set.options),
			isReference: at === set.reference
		}))
	);
	const reference = $derived.by((): Column => {
		const found = columns[set.reference];
		if (!found) throw new Error(`there is no design ${set.reference}`);
		return found;
	});

	return {
		get set() {
			return set;
		},
		get columns() {
			return columns;
		},
		get reference() {
			return reference;
		},
		get link() {
			return printSet(set);
		},
		get selected() {
			return selected;
		},
		open(next) {
			set = next;
		},
		add(added) {
			const grown = withDesigns(set, added);
			set = grown.set;
			return grown.problems;
		},
		remove(at) {
			set = withoutDesign(set, at);
		},
		refer(at) {
			set = { ...set, reference: at };
		},
		countAs(convention) {
			set = { ...set, convention };
		},
		fuseAttention(fusedAttention) {
			set = { ...set, options: { fusedAttention } satisfies Options };
		},
		show(view) {
			set = { ...set, view };
		},
		selectionIn: ({ network: { layers } }) => ({
			get selected() {
				return idAt(layers, selected);
			},
			get hovered() {
				return idAt(layers, hovered);
			},
			select(id) {
				selected = placeOf(layers, id);
			},
			hover(id) {
				hovered = placeOf(layers, id);
			}
		})
	};
}
