import type { OpKind } from '../../../arch/net.ts';
import type { Step } from '../../plan.ts';
import { isAffine } from '../../fuse.ts';
import { typeOf, type Lanes, type Source } from './program.ts';

/** What a kernel does to each of its results before it is stored, in order. */
export type Finish = readonly ('relu' | 'gelu' | 'silu' | 'add')[];

const finishing: Partial<Record<OpKind, Finish[number]>> = {
	relu: 'relu',
	gelu: 'gelu',
	silu: 'silu',
	add: 'add'
};

/** What follows a step's layer; affine layers are in its weights, and the rest moves nothing. */
export const finishOf = ({ then }: Step): Finish =>
	then.filter((layer) => !isAffine(layer)).flatMap(({ op }) => finishing[op.kind] ?? []);

/** The sum's other operand, where there is one. */
export const otherRead = (finish: Finish, lanes: Lanes): Source['reads'] =>
	finish.includes('add') ? [{ name: 'other', lanes }] : [];

/**
 * erf within 2e-7, Abramowitz and Stegun 7.1.26: GELU in its exact form, as PyTorch has it by default.
 */
const gelu = (type: string): string => `
fn gelu(x : ${type}) -> ${type} {
	let z = abs(x) * 0.7071067811865476;
	let t = 1.0 / (1.0 + 0.3275911 * z);
	let series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
	return 0.5 * x * (1.0 + sign(x) * (1.0 - series * exp(-z * z)));
}`;

const statements: Readonly<Record<Finish[number], string>> = {
	relu: 'v = max(v, zero);',
	gelu: 'v = gelu(v);',
	silu: 'v = v / (1.0 + exp(-v));',
	add: 'v = v + other[at];'
};

/** `fn finish(value, at)`: `at` is where the result goes, counted in lanes. */
export function finishCode(finish: Finish, lanes: Lanes): string {
	const type = typeOf(lanes);
	const body = finish.map((name) => statements[name]).join('\n\t');
	return `${finish.includes('gelu') ? gelu(type) : ''}
fn finish(value : ${type}, at : i32) -> ${type} {
	var v = value;
	let zero = ${type}(0.0);
	${body}
	return v;
}`;
}
