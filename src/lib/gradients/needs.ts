import type { OpKind } from '../arch/net.ts';
import { byActivation } from '../arch/ops/activations.ts';

/**
 * What the gradient at an operation's input is made of, beside that at its output: nothing where the
 * operation is linear in its input, else the values that went in.
 */
export type Need = 'nothing' | 'inputs';

/** One row for each operation. */
export const NEEDS: { readonly [K in OpKind]: Need } = {
	conv: 'nothing',
	linear: 'nothing',
	channelConv: 'nothing',
	attention: 'inputs',
	unitHeads: 'inputs',
	rotary: 'nothing',
	shiftWindows: 'nothing',
	unshiftWindows: 'nothing',
	mergePatches: 'nothing',
	flatten: 'nothing',
	learnedTokens: 'nothing',
	positionEmbedding: 'nothing',
	batchNorm: 'nothing',
	layerNorm: 'inputs',
	rmsNorm: 'inputs',
	simpleNorm: 'inputs',
	groupNorm: 'inputs',
	grn: 'inputs',
	...byActivation(() => 'inputs' as const),
	maxPool: 'inputs',
	avgPool: 'nothing',
	blurPool: 'nothing',
	globalPool: 'nothing',
	meanPool: 'nothing',
	tokenAt: 'nothing',
	dropTokens: 'nothing',
	latent: 'nothing',
	layerScale: 'nothing',
	scaleBias: 'nothing',
	bias: 'nothing',
	factor: 'nothing',
	slice: 'nothing',
	add: 'nothing',
	subtract: 'nothing',
	mul: 'inputs',
	concat: 'nothing',
	crossAttention: 'inputs'
};
