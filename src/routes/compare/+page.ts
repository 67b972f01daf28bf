import { loadFamilies } from '../../lib/arch/families.ts';

/** All presets are on this page. */
export const load = async (): Promise<void> => {
	await loadFamilies();
};
