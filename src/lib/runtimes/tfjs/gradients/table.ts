import type { LayerOp, OpKind } from '../../../arch/net.ts';
import { activations } from './activations.ts';
import { attention, crossAttention } from './attention.ts';
import { conv } from './conv.ts';
import type { Gradient, GradientArguments, GradientKernel } from './gradient.ts';
import { rotary, unitHeads } from './heads.ts';
import { add, concat, mul, slice, subtract } from './joins.ts';
import { grn, groupNorm, layerNorm, rmsNorm, simpleNorm } from './norms.ts';
import { avgPool, blurPool, globalPool, maxPool, meanPool } from './pools.ts';
import {
	batchNorm,
	channelConv,
	factor,
	layerScale,
	linear,
	scaleBias,
	unchanged
} from './simple.ts';
import { dropTokens, flatten, latent, learnedTokens, tokenAt } from './tokens.ts';
import { mergePatches, shiftWindows, unshiftWindows } from './windows.ts';

/** How a gradient goes back through every operation, one row each. */
const gradients: { readonly [K in OpKind]: Gradient<K> } = {
	conv,
	linear,
	channelConv,
	attention,
	unitHeads,
	rotary,
	shiftWindows,
	unshiftWindows,
	mergePatches,
	flatten,
	learnedTokens,
	positionEmbedding: unchanged,
	batchNorm,
	layerNorm,
	rmsNorm,
	simpleNorm,
	groupNorm,
	grn,
	...activations,
	maxPool,
	avgPool,
	blurPool,
	globalPool,
	meanPool,
	tokenAt,
	dropTokens,
	latent,
	layerScale,
	scaleBias,
	bias: unchanged,
	factor,
	slice,
	add,
	subtract,
	mul,
	concat,
	crossAttention
};

/** Puts what an operation's gradient needs of its weights on the device. */
export async function compileGradient<K extends OpKind>(
	args: GradientArguments<K>
): Promise<GradientKernel> {
	const { op }: { op: LayerOp<K> } = args;
	const gradient: Gradient<K> = gradients[op.kind as K];
	return gradient(args);
}
