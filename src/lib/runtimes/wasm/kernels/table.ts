import type { OpKind } from '../../../arch/net.ts';
import { byActivation } from '../../../arch/ops/activations.ts';
import { isDepthwise } from '../../plan/conv-arrangement.ts';
import { after, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { compileKernel } from '../../tfjs/kernels/table.ts';
import { withAffine } from '../../tfjs/kernels/affine.ts';
import { channelsOf, type OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';
import { attention } from './attention.ts';
import { depthwise, FEWEST_CHANNELS } from './depthwise.ts';
import { alone, ended, mul } from './elementwise.ts';
import { rotary, unitHeads } from './heads.ts';
import { grn, groupNorm, rows } from './norms.ts';
import { avgPool, globalPool, maxPool, meanPool } from './pools.ts';
import { linear, matrixConv } from './product.ts';
import { concat, slice } from './ranges.ts';
import { mergePatches, shiftWindows, unshiftWindows } from './windows.ts';

type Made = CompiledKernel | null;

/** Makes a kernel of our own; `null` where there is none for these sizes. */
type Kernel<K extends OpKind> = (args: OwnKernelArguments<K>) => Made | Promise<Made>;

/** The least channels of which some are computed together. */
const atLeast =
	<K extends OpKind>(fewest: number, kernel: Kernel<K>): Kernel<K> =>
	(args) =>
		channelsOf(args.x) < fewest ? null : kernel(args);

/** Operations with a kernel of our own; tfjs computes the rest, in the same plan. */
const kernels: { readonly [K in OpKind]?: Kernel<K> } = {
	conv: (args) =>
		isDepthwise(args.op, channelsOf(args.x))
			? atLeast(FEWEST_CHANNELS, depthwise)(args)
			: matrixConv(args),
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
	layerNorm: rows,
	rmsNorm: rows,
	simpleNorm: rows,
	groupNorm,
	grn,
	...byActivation(() => alone),
	add: alone,
	subtract: alone,
	mul,
	slice,
	concat,
	maxPool: atLeast(4, maxPool),
	avgPool: atLeast(4, avgPool),
	globalPool,
	meanPool
};

/** tfjs's kernel, and what it does not do with its results. */
function stock<K extends OpKind>(args: OwnKernelArguments<K>): CompiledKernel {
	const { op, x, out, values, epilogue, step } = args;
	const kernel = compileKernel<K>({ op, x, values, backend: 'wasm' });
	if (epilogue.length === 0) return kernel;
	const taken = 1 + step.layer.others.length;
	return {
		...kernel,
		run(...inputs) {
			const y = kernel.run(...inputs.slice(0, taken));
			return after(ended(y, out, epilogue, inputs.slice(taken)), y);
		}
	};
}

/** Compiles a step for WebAssembly. Our kernels need not be open before it runs. */
export async function compileWasmKernel<K extends OpKind>(
	args: OwnKernelArguments<K>
): Promise<CompiledKernel> {
	const { op, affine, step } = args;
	const kernel: Kernel<K> | undefined = kernels[op.kind as K];
	// Joins of more than two are made by tfjs, one by one; it joins any number of pieces.
	const isOne = op.kind === 'concat' ? step.layer.others.length < 4 : step.layer.others.length < 2;
	const compiled = (isOne ? await kernel?.(args) : null) ?? stock(args);
	return affine ? withAffine(compiled, affine) : compiled;
}
