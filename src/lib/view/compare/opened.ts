import { workspace } from '../../state/workspace.svelte.ts';
import type { TrainedOf } from './beside.svelte.ts';

/** The checkpoint that is open in the workspace, for the very design there. */
export const openedFor: TrainedOf = ({ link }) => {
	const { studio, sources } = workspace;
	const { weights, preprocessing } = sources;
	return weights && link === studio.designLink ? { weights, preprocessing } : null;
};
