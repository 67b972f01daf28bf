import type { Layer } from '../../../arch/infer.ts';
import { isActivation, type ActivationKind } from '../../../arch/ops/activations.ts';
import { isAffine, keptIn } from '../../plan/fuse.ts';
import type { Step } from '../../plan/plan.ts';
import { activations } from './activations.ts';
import { typeOf, type VectorWidth, type ShaderSource } from './program.ts';

/** How a value is joined with one of the same shape; the value itself comes first. */
type Joining = 'add' | 'subtract' | 'mul';

/** A factor and a summand: for each channel, or one of each for all numbers. */
type Affine = 'affine' | 'scaleBias';

type Part = ActivationKind | Joining | Affine;

/** What a kernel does to each of its results before it is stored, in order; at most one part is affine. */
export type Epilogue = readonly Part[];

const OPERATORS: Readonly<Record<Joining, string>> = { add: '+', subtract: '-', mul: '*' };

const isJoining = (part: string): part is Joining => Object.hasOwn(OPERATORS, part);

/** What follows a step's layer and is not in its weights; views move nothing. */
export const epilogueOf = ({ layer, then }: Step): Epilogue =>
	keptIn([layer, ...then])
		.slice(1)
		.flatMap(partOf);

/** A layer as part of an epilogue, if it can be one. */
export function partOf(layer: Layer): readonly Part[] {
	const { kind } = layer.op;
	if (isActivation(layer.op)) return [layer.op.kind];
	if (isAffine(layer)) return [kind === 'scaleBias' ? kind : 'affine'];
	return isJoining(kind) ? [kind] : [];
}

const joinsIn = (epilogue: Epilogue): number => epilogue.filter(isJoining).length;

/** What an epilogue reads: the other operands of its joins, then its factors and summands. */
export const otherReads = (epilogue: Epilogue, vectorWidth: VectorWidth): ShaderSource['reads'] => [
	...Array.from({ length: joinsIn(epilogue) }, (_, i) => ({ name: `other${i}`, vectorWidth })),
	...(epilogue.includes('affine')
		? [
				{ name: 'factors', vectorWidth },
				{ name: 'summands', vectorWidth }
			]
		: []),
	...(epilogue.includes('scaleBias')
		? [
				{ name: 'factor', vectorWidth: 1 as const },
				{ name: 'summand', vectorWidth: 1 as const }
			]
		: [])
];

/**
 * `fn epilogue(value, at)`: `at` is where the result goes, counted in vectors. Where a part is
 * affine by channel, `uniforms.depth` is the result's channels in vectors.
 */
export function epilogueCode(epilogue: Epilogue, vectorWidth: VectorWidth): string {
	const type = typeOf(vectorWidth);
	let joins = 0;
	const statement = (part: Part): string => {
		if (isJoining(part)) return `v = v ${OPERATORS[part]} other${joins++}[at];`;
		if (part === 'affine')
			return 'v = v * factors[at % uniforms.depth] + summands[at % uniforms.depth];';
		if (part === 'scaleBias') return 'v = v * factor[0] + summand[0];';
		return activations[part].statement;
	};
	const functions = new Set(
		epilogue.map((part) =>
			part in activations ? (activations[part as ActivationKind].declare?.(type) ?? '') : ''
		)
	);
	return `${[...functions].join('')}
fn epilogue(value : ${type}, at : i32) -> ${type} {
	var v = value;
	let zero = ${type}(0.0);
	${epilogue.map(statement).join('\n\t')}
	return v;
}`;
}
