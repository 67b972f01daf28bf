import { storing } from './annotations.ts';
import type { VectorWidth } from './vector-width.ts';

/** What elements of a buffer lie as, where not as float32: halves, or 127ths in a byte with a sign. */
export type Storage = 'f16' | 'snorm8';

/** A buffer of such elements, by its name in the shader; `vectorWidth` of them are read at once. */
export type StoredBuffer = Readonly<{ name: string; vectorWidth: VectorWidth; storage: Storage }>;

/** The name of the buffer as it lies. */
const raw = (name: string): string => `${name}Stored`;

const floats = (vectorWidth: VectorWidth, type: 'f32' | 'f16'): string =>
	vectorWidth === 4 ? `vec4<${type}>` : type;

/** WGSL: what the buffer is an array of. A word has four bytes, whatever is read at once. */
const elementOf = ({ storage, vectorWidth }: StoredBuffer): string =>
	storage === 'f16' ? floats(vectorWidth, 'f16') : 'u32';

function readOf({ name, storage, vectorWidth }: StoredBuffer): string {
	if (storage === 'f16') return `${floats(vectorWidth, 'f32')}(${raw(name)}[at])`;
	return vectorWidth === 4
		? `unpack4x8snorm(${raw(name)}[at])`
		: `unpack4x8snorm(${raw(name)}[at >> 2])[at & 3]`;
}

/** WGSL: `nameRead(at)` gives an element of a buffer as float32, and `resultWrite(at, value)` stores one. */
const functionOf = (buffer: StoredBuffer): string =>
	buffer.name === 'result'
		? `fn resultWrite(at : i32, value : ${floats(buffer.vectorWidth, 'f32')}) { ${raw('result')}[at] = ${elementOf(buffer)}(value); }`
		: `fn ${buffer.name}Read(at : i32) -> ${floats(buffer.vectorWidth, 'f32')} { return ${readOf(buffer)}; }`;

/** Where the bracket that opens before `from` is closed. */
function closing(code: string, from: number): number {
	let depth = 1;
	for (let at = from; at < code.length; at++) {
		if (code[at] === '[') depth += 1;
		if (code[at] === ']') depth -= 1;
		if (depth === 0) return at;
	}
	throw new Error('a bracket is open at the end of a shader');
}

/** Code with every place where a buffer is indexed as a call. */
function called(code: string, name: string): string {
	const found = new RegExp(`(?<![\\w.])${name}\\[`).exec(code);
	if (!found) return code;
	const start = found.index + name.length + 1;
	const end = closing(code, start);
	const before = code.slice(0, found.index);
	const at = code.slice(start, end);
	const after = code.slice(end + 1);
	if (name !== 'result') return `${before}${name}Read(${called(at, name)})${called(after, name)}`;
	const [, value = '', rest = ''] = /^ = ([^;]*);([^]*)$/.exec(after) ?? [];
	return `${before}resultWrite(${at}, ${value});${called(rest, name)}`;
}

/**
 * A shader that was written for buffers of float32, with some that lie otherwise: it converts what
 * it reads and writes, and computes as it did.
 */
export const withStored = (code: string, buffers: readonly StoredBuffer[]): string =>
	[
		...buffers.map((buffer) => storing(buffer.name, elementOf(buffer))),
		...buffers.map(functionOf),
		buffers.reduce((all, { name }) => called(all, name), code)
	].join('\n');
