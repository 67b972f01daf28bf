import type { ActivationKind } from '../../../arch/ops/activations.ts';
import {
	isJoining,
	joinsIn,
	type Epilogue,
	type EpiloguePart,
	type Joining
} from '../../plan/epilogue.ts';
import { activations } from './activations.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

const OPERATORS: Readonly<Record<Joining, string>> = { add: '+', subtract: '-', mul: '*' };

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
	const statement = (part: EpiloguePart): string => {
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
