import type { Layer } from '../../arch/infer.ts';
import { isActivation, type ActivationKind } from '../../arch/ops/activations.ts';
import { isAffine, keptIn } from './fuse.ts';
import type { Step } from './plan.ts';

const JOINS = ['add', 'subtract', 'mul'] as const;

/** How a value is joined with one of the same shape; the value itself comes first. */
export type Joining = (typeof JOINS)[number];

/** A factor and a summand: for each channel, or one of each for all numbers. */
type Affine = 'affine' | 'scaleBias';

export type EpiloguePart = ActivationKind | Joining | Affine;

/** What a kernel does to each of its results before it is stored, in order; at most one part is affine. */
export type Epilogue = readonly EpiloguePart[];

export const isJoining = (part: string): part is Joining => JOINS.some((join) => join === part);

export const hasFactors = (part: EpiloguePart): part is Affine =>
	part === 'affine' || part === 'scaleBias';

/** What follows a step's layer and is not in its weights; views move nothing. */
export const epilogueOf = ({ layer, then }: Step): Epilogue =>
	keptIn([layer, ...then])
		.slice(1)
		.flatMap(partOf);

/** A layer as part of an epilogue, if it can be one. */
export function partOf(layer: Layer): readonly EpiloguePart[] {
	const { kind } = layer.op;
	if (isActivation(layer.op)) return [layer.op.kind];
	if (isAffine(layer)) return [kind === 'scaleBias' ? kind : 'affine'];
	return isJoining(kind) ? [kind] : [];
}

export const joinsIn = (epilogue: Epilogue): number => epilogue.filter(isJoining).length;

/** How many tensors an epilogue reads: the other operands of its joins, then a factor and a summand. */
export const countReads = (epilogue: Epilogue): number =>
	joinsIn(epilogue) + 2 * epilogue.filter(hasFactors).length;
