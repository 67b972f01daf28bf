import { families, hasAllFamilies, loadFamilies } from '../arch/families.ts';
import { knownConventions, loadConventions } from '../count/conventions/known.ts';

/** The families and conventions that the page has, as it sees them come. */
class Known {
	families = $state.raw(families());
	conventions = $state.raw(knownConventions());

	/** Whether none is left to load. */
	isComplete = (): boolean => hasAllFamilies() && this.conventions.length > 1;

	/** @throws when a part of the app does not come */
	load = async (): Promise<void> => {
		[this.families, this.conventions] = await Promise.all([loadFamilies(), loadConventions()]);
	};
}

export const known = new Known();
