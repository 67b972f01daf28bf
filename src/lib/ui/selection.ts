import { createContext } from 'svelte';
import type { Selection } from '../state/selection.svelte.ts';

const [read, provide] = createContext<Selection>();

/** What is selected and pointed at where a component stands, and how to change it. */
export const useSelection = read;

/** Says to all components below which selection is theirs; it may become another one. */
export function provideSelection(current: () => Selection): void {
	provide({
		get selected() {
			return current().selected;
		},
		get hovered() {
			return current().hovered;
		},
		select: (id) => current().select(id),
		hover: (id) => current().hover(id)
	});
}

/** Selects, or clears the selection where it is that already. */
export const toggle = (selection: Selection, id: string): void =>
	selection.select(id === selection.selected ? null : id);
