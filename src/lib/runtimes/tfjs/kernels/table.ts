import type { LayerOp, OpKind } from '../../../arch/net.ts';
import { activations } from './activations.ts';
import { attention } from './attention.ts';
import { conv } from './conv.ts';
import { crossAttention } from './cross-attention.ts';
import type { Kernel, KernelArguments, CompiledKernel } from './kernel.ts';
import { batchNorm, grn, groupNorm, layerNorm, rmsNorm, simpleNorm } from './norms.ts';
import { add, concat, mul, slice, subtract } from './joins.ts';
import { avgPool, blurPool, globalPool, maxPool } from './pools.ts';
import { bias, channelConv, factor, layerScale, linear, scaleBias } from './simple.ts';
import {
	dropTokens,
	flatten,
	latent,
	learnedTokens,
	meanPool,
	positionEmbedding,
	tokenAt
} from './tokens.ts';
import { unitHeads } from './unit-heads.ts';
import { rotary } from './rotary.ts';
import { mergePatches, shiftWindows, unshiftWindows } from './windows.ts';

/** How every operation is computed, one row each. */
const kernels: { readonly [K in OpKind]: Kernel<K> } = {
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
	positionEmbedding,
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
	bias,
	factor,
	slice,
	add,
	subtract,
	mul,
	concat,
	crossAttention
};

/** Puts an operation's weights on the device and compiles it. */
export function compileKernel<K extends OpKind>(args: KernelArguments<K>): CompiledKernel {
	const { op }: { op: LayerOp<K> } = args;
	const kernel: Kernel<K> = kernels[op.kind as K];
	return kernel(args);
}
