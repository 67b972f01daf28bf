import { families } from '../arch/design.ts';
import type { CheckpointReader, Family } from '../arch/family.ts';

/** How each family's files are read. */
export const readers: readonly (CheckpointReader & Readonly<{ family: Family }>)[] =
	await Promise.all(families.map(async (family) => ({ family, ...(await family.checkpoints()) })));
