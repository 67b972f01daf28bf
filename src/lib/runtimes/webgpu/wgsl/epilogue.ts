import type { OpKind } from '../../../arch/net.ts';
import type { Step } from '../../plan/plan.ts';
import { isAffine } from '../../plan/fuse.ts';
import { typeOf, type VectorWidth, type ShaderSource } from './program.ts';

/** What a kernel does to each of its results before it is stored, in order. */
export type Epilogue = readonly ('relu' | 'gelu' | 'silu' | 'add')[];

const finishing: Partial<Record<OpKind, Epilogue[number]>> = {
	relu: 'relu',
	gelu: 'gelu',
	silu: 'silu',
	add: 'add'
};

/** What follows a step's layer; affine layers are in its weights, and the rest moves nothing. */
export const epilogueOf = ({ then }: Step): Epilogue =>
	then.filter((layer) => !isAffine(layer)).flatMap(({ op }) => finishing[op.kind] ?? []);

/** The sum's other operand, where there is one. */
export const otherRead = (epilogue: Epilogue, vectorWidth: VectorWidth): ShaderSource['reads'] =>
	epilogue.includes('add') ? [{ name: 'other', vectorWidth }] : [];

/** Coefficients of a rational function in x², lowest power first. */
const ABOVE = [
	0.7978844694, 0.06770239608, 0.00935433185, 0.0003376206792, 1.270391949e-5, 4.550035201e-8
];
const BELOW = [1, 0.2515182896, 0.02864502741, 0.001884357787, 7.364232629e-5, 1.19751616e-6];

/** Beyond it, erf(x / √2) is ±1 in single precision. */
const FLAT = 5.5;

/**
 * GELU in its exact form, as PyTorch has it by default: erf(x / √2) as x times a rational function,
 * fitted for the least absolute error, which is below 2e-8. A third of the time of forms with exp.
 */
function gelu(type: string): string {
	const polynomial = (coefficients: readonly number[]): string =>
		coefficients
			.slice(0, -1)
			.reduceRight(
				(inner, c) => `fma(${inner}, s, ${type}(${c}))`,
				`${type}(${coefficients.at(-1)})`
			);
	return `
fn gelu(x : ${type}) -> ${type} {
	let z = clamp(x, ${type}(-${FLAT}), ${type}(${FLAT}));
	let s = z * z;
	let half = 0.5 * x;
	return fma(half, z * ${polynomial(ABOVE)} / ${polynomial(BELOW)}, half);
}`;
}

const statements: Readonly<Record<Epilogue[number], string>> = {
	relu: 'v = max(v, zero);',
	gelu: 'v = gelu(v);',
	silu: 'v = v / (1.0 + exp(-v));',
	add: 'v = v + other[at];'
};

/** `fn finish(value, at)`: `at` is where the result goes, counted in lanes. */
export function epilogueCode(epilogue: Epilogue, vectorWidth: VectorWidth): string {
	const type = typeOf(vectorWidth);
	const body = epilogue.map((name) => statements[name]).join('\n\t');
	return `${epilogue.includes('gelu') ? gelu(type) : ''}
fn finish(value : ${type}, at : i32) -> ${type} {
	var v = value;
	let zero = ${type}(0.0);
	${body}
	return v;
}`;
}
