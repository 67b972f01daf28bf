import { depthsInRatio } from '../../arch/stage-ratio.ts';
import { sameValue } from '../../arch/fields.ts';

export const depthTotal = (depths: readonly number[]): number =>
	depths.reduce((sum, depth) => sum + depth, 0);

/** Whether these depths are what the ratio gives for as many blocks. */
export const sameRatio = (ratio: readonly number[], depths: readonly number[]): boolean =>
	sameValue(depthsInRatio(ratio, depthTotal(depths)), depths);
