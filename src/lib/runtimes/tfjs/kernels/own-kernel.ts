import { tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import type { Choice, Variant } from '../../autotune/autotune.ts';
import type { Layer } from '../../../arch/infer.ts';
import type { LayerOp, OpKind, Shape } from '../../../arch/net.ts';
import type { Step } from '../../plan/plan.ts';
import { countReads, type Epilogue } from '../../plan/epilogue.ts';
import type { RunPrecision } from '../../../count/run-precision.ts';
import type { CompiledKernel } from './kernel.ts';

/** A kernel that is to be timed beside others for the same work. */
export type TimedVariant = Variant & Readonly<{ run: (x: Tensor) => Tensor }>;

/**
 * Names the variant to take for a work; all of one key are the same.
 *
 * @param x shape of the input to measure with, the batch first
 */
export type ChooseVariant = (
	choice: Choice<TimedVariant> & Readonly<{ x: Shape }>
) => Promise<string>;

/** What a kernel of our own is made from. */
export type OwnKernelArguments<K extends OpKind = OpKind> = Readonly<{
	op: LayerOp<K>;
	/** Shapes of the layer's input and output for one image. */
	x: Shape;
	out: Shape;
	/** The layer's weights, in the order of `weightsOf` and in PyTorch's layouts; others are folded in. */
	values: readonly Float32Array[];
	/** The layer of the step that is a factor and a summand of their own, if there is one, with its weights. */
	affine: Readonly<{ layer: Layer; values: readonly Float32Array[] }> | null;
	/** What the kernel does to each result. */
	epilogue: Epilogue;
	step: Step;
	/** Images of a pass, for autotuning. */
	batch: number;
	/** What weights are kept as, and in halves what steps hand on. */
	precision: RunPrecision;
	/** Chooses among variants on WebAssembly; without it, rules do. */
	choose?: ChooseVariant;
}>;

export type OwnKernel<K extends OpKind> = (
	args: OwnKernelArguments<K>
) => CompiledKernel | Promise<CompiledKernel>;

/** The first channel of a range that is read where it lies, and the channels around it; `null` where all are taken. */
export function sliceOf({ slices }: Step, place: number) {
	const found = slices.find((slice) => slice.place === place)?.layer;
	return found?.op.kind === 'slice' ? { from: found.op.from, row: channelsOf(found.in) } : null;
}

export const channelsOf = (shape: Shape): number => shape.at(-1) ?? 0;

export const batchOf = (x: Tensor): number => x.shape[0] ?? 1;

export const vector = (values: Float32Array): Tensor => tensor1d(values);

/** Zeros in the place of the summands that a norm does not have. */
export const noBias = (
	op: Readonly<{ bias?: false }>,
	[weight = new Float32Array()]: readonly Float32Array[]
): readonly Tensor[] => (op.bias === false ? [vector(new Float32Array(weight.length))] : []);

/** The tensors of an epilogue, which come last in what a kernel takes beside its first value. */
export const othersOf = (epilogue: Epilogue, rest: readonly Tensor[]): readonly Tensor[] =>
	rest.slice(rest.length - countReads(epilogue));
