import { isActivation, type ActivationKind } from '../../../arch/ops/activations.ts';
import type { Step } from '../../plan/plan.ts';
import { activations } from './activations.ts';
import { typeOf, type VectorWidth, type ShaderSource } from './program.ts';

/** What a kernel does to each of its results before it is stored, in order. */
export type Epilogue = readonly (ActivationKind | 'add')[];

/** What follows a step's layer; affine layers are in its weights, and the rest moves nothing. */
export const epilogueOf = ({ then }: Step): Epilogue =>
	then.flatMap(({ op }) => (isActivation(op) || op.kind === 'add' ? [op.kind] : []));

/** The sum's other operand, where there is one. */
export const otherRead = (epilogue: Epilogue, vectorWidth: VectorWidth): ShaderSource['reads'] =>
	epilogue.includes('add') ? [{ name: 'other', vectorWidth }] : [];

/** `fn epilogue(value, at)`: `at` is where the result goes, counted in vectors. */
export function epilogueCode(epilogue: Epilogue, vectorWidth: VectorWidth): string {
	const type = typeOf(vectorWidth);
	const body = epilogue
		.map((name) => (name === 'add' ? 'v = v + other[at];' : activations[name].statement))
		.join('\n\t');
	const functions = new Set(
		epilogue.map((name) => (name === 'add' ? '' : (activations[name].declare?.(type) ?? '')))
	);
	return `${[...functions].join('')}
fn epilogue(value : ${type}, at : i32) -> ${type} {
	var v = value;
	let zero = ${type}(0.0);
	${body}
	return v;
}`;
}
