import { families, loadFamilies } from '../arch/families.ts';

/** The families that the page has, as it sees them come. */
class KnownFamilies {
	all = $state.raw(families());

	/** @throws when a part of the app does not come */
	load = async (): Promise<void> => {
		this.all = await loadFamilies();
	};
}

export const knownFamilies = new KnownFamilies();
