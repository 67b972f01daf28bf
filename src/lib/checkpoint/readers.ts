import { loadFamilies } from '../arch/families.ts';
import type { CheckpointReader, Family } from '../arch/family.ts';

/** How files of a family's weights are read. */
export type FamilyReader = CheckpointReader & Readonly<{ family: Family }>;

/** Loads how each family's files are read. */
export const loadReaders = async (): Promise<readonly FamilyReader[]> =>
	Promise.all(
		(await loadFamilies()).map(async (family) => ({ family, ...(await family.checkpoints()) }))
	);
