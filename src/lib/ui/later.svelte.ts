import { untrack } from 'svelte';

/**
 * Follows a value in a task of its own, so that what is drawn from a large one is not all drawn in one task.
 * To be called while a component is set up.
 */
export function later<T>(value: () => T): { readonly current: T } {
	let current = $state.raw(untrack(value));
	$effect(() => {
		const next = value();
		const timer = setTimeout(() => (current = next));
		return () => clearTimeout(timer);
	});
	return {
		get current() {
			return current;
		}
	};
}
