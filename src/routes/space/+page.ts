import { known } from '../../lib/state/known.svelte.ts';

/** All presets and conventions are on this page. */
export const load = async (): Promise<void> => {
	await known.load();
};
