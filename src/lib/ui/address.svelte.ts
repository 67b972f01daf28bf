import { replaceState } from '$app/navigation';
import { resolve } from '$app/paths';
import type { Pathname } from '$app/types';
import { onMount } from 'svelte';

/** What a page shows, as the part of its address behind the `#`. */
export type Addressed = Readonly<{
	page: Pathname;
	/** The link of what is on screen. */
	link: () => string;
	/**
	 * Takes up a link that differs from what is on screen; empty once a person deletes it. Gives whether it
	 * could: if not, the address keeps the link until something else is on screen.
	 *
	 * @param isAsked whether the address still names it: what takes its time must not undo what a person
	 *   did meanwhile
	 */
	open: (link: string, isAsked: () => boolean) => boolean | Promise<boolean>;
}>;

/** Browsers limit how often an address may change: a drag settles first. */
const SETTLES = 200;

const hashNow = (): string => location.hash.replace(/^#/, '');

/**
 * Keeps a page and its address alike: an address with a link is opened once the page is there, any
 * whenever it changes, and it follows what is on screen. To be called while a component is set up.
 */
export function syncAddress({ page, link, open }: Addressed): { readonly ready: boolean } {
	let ready = $state(false);
	/** What is on screen while the address names something else that has not come. */
	let left = $state.raw<string | null>(null);

	/** The router knows its own entries of the history alone: the way back to one that was typed would stay here. */
	function adopt() {
		if (history.state === null) replaceState(resolve(`${page}#${hashNow()}`), {});
	}

	/** A page is there with whatever it opens first, though what was asked for before may still be on its way. */
	async function openAddress() {
		const hash = hashNow();
		if (hash !== link()) {
			left = link();
			if (await open(hash, () => hashNow() === hash)) left = null;
		}
		ready = true;
		adopt();
	}

	onMount(() => {
		if (location.hash.length > 1) void openAddress();
		else ready = true;
		const listener = () => void openAddress();
		addEventListener('hashchange', listener);
		return () => removeEventListener('hashchange', listener);
	});

	$effect(() => {
		const next = link();
		if (!ready || next === left || location.hash === `#${next}`) return;
		// Only the router can say when it is there, and it is not while the page is set up.
		const before = location.hash;
		const timer = setTimeout(() => {
			// What was typed into it meanwhile is about to be opened.
			if (location.hash === before) replaceState(resolve(`${page}#${next}`), {});
		}, SETTLES);
		return () => clearTimeout(timer);
	});

	return {
		get ready() {
			return ready;
		}
	};
}
