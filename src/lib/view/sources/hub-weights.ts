import { openWeightStore } from '../../hub/cache-store.ts';
import { PretrainedWeights } from '../../state/pretrained.svelte.ts';

/** One for the visit: what is fetched goes on while its dialog is open, and what is kept is the browser’s. */
export const hubWeights = new PretrainedWeights({
	hubs: import.meta.env.HUBS,
	openStore: openWeightStore,
	storage: () => localStorage
});
