import { imagenetNames } from './imagenet.ts';

/**
 * The names of a network's classes: its checkpoint's, or ImageNet's where there are as many, once they
 * have come; `null` where nothing is known. To be called while a component is set up.
 */
export function useClassNames(
	own: () => readonly string[] | null,
	isImagenet: () => boolean
): { readonly current: readonly string[] | null } {
	let imagenet = $state.raw<readonly string[] | null>(null);
	const wanted = $derived(isImagenet() && !own());
	$effect(() => {
		if (wanted && imagenet === null) void imagenetNames().then((all) => (imagenet = all));
	});
	return {
		get current() {
			return own() ?? (wanted ? imagenet : null);
		}
	};
}
