import type { OpKind } from '../../../arch/net.ts';
import { byActivation } from '../../../arch/ops/activations.ts';
import { MOST_PIECES } from '../../plan/in-place.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { attention } from './attention.ts';
import { conv, linear } from './conv.ts';
import { withAffine } from '../../tfjs/kernels/affine.ts';
import { alone, mul } from './elementwise.ts';
import { groupNorm } from './group-norm.ts';
import { grn, layerNorm, rmsNorm, simpleNorm } from './norms.ts';
import type { OwnKernel, OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';
import { avgPool, blurPool, globalPool, maxPool, meanPool } from './pools.ts';
import { latent, learnedTokens, positionEmbedding, tokenAt } from './tokens.ts';
import { concat, slice } from './ranges.ts';
import { unitHeads } from './unit-heads.ts';
import { rotary } from './rotary.ts';
import { mergePatches, shiftWindows, unshiftWindows } from './windows.ts';

/** Operations with a kernel of our own; tfjs computes the rest. */
const kernels: { readonly [K in OpKind]?: OwnKernel<K> } = {
	conv,
	linear,
	attention,
	unitHeads,
	rotary,
	shiftWindows,
	unshiftWindows,
	mergePatches,
	batchNorm: alone,
	layerScale: alone,
	scaleBias: alone,
	bias: alone,
	layerNorm,
	rmsNorm,
	simpleNorm,
	groupNorm,
	grn,
	...byActivation(() => alone),
	add: alone,
	subtract: alone,
	mul,
	slice,
	concat,
	maxPool,
	avgPool,
	blurPool,
	globalPool,
	meanPool,
	learnedTokens,
	positionEmbedding,
	tokenAt,
	latent
};

/** Compiles our own kernel for a step; `null` where there is none. */
export async function compileOwnKernel<K extends OpKind>(
	args: OwnKernelArguments<K>
): Promise<CompiledKernel | null> {
	const { op, step, affine } = args;
	if (step.layer.others.length >= (op.kind === 'concat' ? MOST_PIECES : 2)) return null;
	const kernel: OwnKernel<K> | undefined = kernels[op.kind as K];
	if (!kernel) return null;
	const compiled = await kernel(args);
	return affine ? withAffine(compiled, affine) : compiled;
}
