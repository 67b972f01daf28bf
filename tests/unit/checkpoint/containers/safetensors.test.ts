import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../../../src/lib/checkpoint/open.ts';
import { FormatError } from '../../../../src/lib/checkpoint/containers/format-error.ts';
import {
	headerLength,
	LENGTH_BYTES,
	parseHeader,
	writeHeader
} from '../../../../src/lib/checkpoint/containers/safetensors.ts';

/** A file with this header and so many bytes of values. */
function fileOf(header: string, dataBytes: number, length?: bigint): Uint8Array<ArrayBuffer> {
	const text = new TextEncoder().encode(header);
	const bytes = new Uint8Array(LENGTH_BYTES + text.length + dataBytes);
	new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
	bytes.set(text, LENGTH_BYTES);
	return bytes;
}

function parse(bytes: Uint8Array<ArrayBuffer>) {
	const length = headerLength(bytes.subarray(0, LENGTH_BYTES), bytes.length);
	const header = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
	return parseHeader(header, new Blob([bytes]));
}

const F32 = (shape: readonly number[], from: number, to: number) => ({
	dtype: 'F32',
	shape,
	data_offsets: [from, to]
});

test('tensors are found by name with type, shape and place', () => {
	const header = JSON.stringify({
		__metadata__: { format: 'pt' },
		b: { dtype: 'BF16', shape: [3], data_offsets: [8, 14] },
		a: F32([2, 1], 0, 8),
		scalar: { dtype: 'I64', shape: [], data_offsets: [14, 22] }
	});
	const start = LENGTH_BYTES + header.length;
	expect(Object.fromEntries(parse(fileOf(header, 22)))).toMatchObject({
		b: { dtype: 'BF16', shape: [3], start: start + 8, end: start + 14 },
		a: { dtype: 'F32', shape: [2, 1], start, end: start + 8 },
		scalar: { dtype: 'I64', shape: [], start: start + 14, end: start + 22 }
	});
});

test('a written header is read back, and values begin at a multiple of 8', () => {
	const names = fc.uniqueArray(
		fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__'),
		{
			minLength: 1
		}
	);
	const shape = fc.array(fc.nat(5), { maxLength: 4 });
	fc.assert(
		fc.property(
			names.chain((list) =>
				fc.tuple(...list.map((name) => fc.record({ name: fc.constant(name), shape })))
			),
			(tensors) => {
				const header = writeHeader(tensors);
				const floats = tensors.reduce(
					(sum, each) => sum + each.shape.reduce((product, size) => product * size, 1),
					0
				);
				const file = new Uint8Array(header.length + 4 * floats);
				file.set(header);
				expect(header.length % 8).toBe(0);
				const found = parse(file);
				expect([...found].map(([name, each]) => [name, each.shape])).toEqual(
					expect.arrayContaining(tensors.map((each) => [each.name, each.shape]))
				);
				expect(found.size).toBe(tensors.length);
			}
		)
	);
});

const hostile: readonly (readonly [
	what: string,
	file: Uint8Array<ArrayBuffer>,
	message: string
])[] = [
	['an empty file', new Uint8Array(0), 'too few'],
	['a length beyond the limit', fileOf('{}', 0, 2n ** 64n - 1n), '18446744073709551615'],
	['a length beyond the file', fileOf('{}', 0, 1000n), 'cut short'],
	['a header that is no text', fileOf('', 1, 1n).fill(0xff, 8), 'not text'],
	['a header that is no object', fileOf('[]', 0), 'no JSON object'],
	['a header with spaces first', fileOf(' {}', 0), 'no JSON object'],
	['broken JSON', fileOf('{"a":', 0), 'no valid JSON'],
	['no tensors', fileOf('{"__metadata__":{}}', 0), 'no tensors'],
	['deep nesting', fileOf(`{"a":${'['.repeat(100_000)}`, 0), 'no valid JSON'],
	['a name twice', fileOf('{"a":{},"\\u0061":{}}', 0), 'twice'],
	['a key twice in a tensor', fileOf('{"a":{"dtype":"F32","dtype":"F16"}}', 0), 'twice'],
	['a tensor that is a list', fileOf('{"a":[]}', 0), 'not described'],
	['what is no type', fileOf('{"a":{"dtype":"f32","shape":[],"data_offsets":[0,0]}}', 0), 'f32'],
	['half a byte', fileOf(JSON.stringify({ a: { ...F32([3], 0, 2), dtype: 'F4' } }), 2), '1.5 are'],
	['a type that is no text', fileOf('{"a":{"dtype":{"toString":1}}}', 0), '{"toString":1}'],
	[
		'a type nested deeply',
		fileOf(`{"a":{"dtype":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`, 0),
		'unknown type'
	],
	['a type from a prototype', fileOf('{"a":{"dtype":"constructor"}}', 0), 'constructor'],
	[
		'a type set through __proto__',
		fileOf('{"a":{"__proto__":{"dtype":"F32"}}}', 0),
		'unknown type'
	],
	['a negative axis', fileOf(JSON.stringify({ a: F32([-1], 0, 4) }), 4), 'no valid shape'],
	['a fraction of an axis', fileOf(JSON.stringify({ a: F32([1.5], 0, 6) }), 6), 'no valid shape'],
	['an axis that is NaN', fileOf(JSON.stringify({ a: F32([NaN], 0, 4) }), 4), 'no valid shape'],
	[
		'an infinite axis',
		fileOf('{"a":{"dtype":"F32","shape":[1e999],"data_offsets":[0,4]}}', 4),
		'shape'
	],
	[
		'axes that overflow',
		fileOf(JSON.stringify({ a: F32([2 ** 52, 2 ** 52], 0, 4) }), 4),
		'are needed'
	],
	['overflow hidden by 0', fileOf(JSON.stringify({ a: F32([2 ** 53, 0], 0, 4) }), 4), 'shape'],
	['very many axes', fileOf(JSON.stringify({ a: F32(Array(9).fill(1), 0, 4) }), 4), 'up to 8'],
	['one offset', fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}', 4), 'offsets'],
	[
		'three offsets',
		fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', 8),
		'offsets'
	],
	['offsets that run backwards', fileOf(JSON.stringify({ a: F32([1], 4, 0) }), 4), 'offsets'],
	['offsets beyond the file', fileOf(JSON.stringify({ a: F32([2], 0, 8) }), 4), 'cut short'],
	['a shape that needs more bytes', fileOf(JSON.stringify({ a: F32([2], 0, 4) }), 4), 'are needed'],
	[
		'tensors that overlap',
		fileOf(JSON.stringify({ a: F32([2], 0, 8), b: F32([2], 4, 12) }), 12),
		'overlaps'
	],
	['a gap', fileOf(JSON.stringify({ a: F32([1], 0, 4), b: F32([1], 8, 12) }), 12), 'no tensor'],
	['bytes left over', fileOf(JSON.stringify({ a: F32([1], 0, 4) }), 5), 'no tensor']
];

test.each(hostile)('%s is refused with a reason', (_, file, message) => {
	expect(() => parse(file)).toThrow(FormatError);
	expect(() => parse(file)).toThrow(message);
});

test('tensors of any type are found, also of one that is not known here', () => {
	const odd = { dtype: 'F2_E1M0', shape: [2], data_offsets: [0, 1] };
	const fp4 = { dtype: 'F4', shape: [4, 2], data_offsets: [1, 5] };
	const complex = { dtype: 'C64', shape: [], data_offsets: [5, 13] };
	const found = parse(fileOf(JSON.stringify({ odd, fp4, complex }), 13));
	expect([...found.values()].map(({ dtype }) => dtype)).toEqual(['F2_E1M0', 'F4', 'C64']);
});

test('a header of many megabytes is read, whatever its texts', () => {
	const __metadata__ = { long: '\\"'.repeat(2 ** 21), wide: 'x'.repeat(6 * 2 ** 20) };
	const found = parse(fileOf(JSON.stringify({ __metadata__, a: F32([1], 0, 4) }), 4));
	expect([...found.keys()]).toEqual(['a']);
});

test('a tensor may be called __proto__, and nothing inherits from it', () => {
	const found = parse(fileOf('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1));
	expect([...found.keys()]).toEqual(['__proto__']);
	expect(Object.hasOwn(Object.prototype, 'dtype')).toBe(false);
});

/** A whole small file, to be damaged. */
const sound = fileOf(JSON.stringify({ w: F32([2, 2], 0, 16), b: F32([1], 16, 20) }), 20);

test('any bytes, and any damage to a file, give tensors inside the file or a FormatError', () => {
	const damage = fc.record({
		at: fc.nat(sound.length - 1),
		byte: fc.nat(255),
		length: fc.nat(sound.length)
	});
	const damaged = fc.array(damage, { minLength: 1, maxLength: 4 }).map((list) => {
		const bytes = sound.slice(0, list.some(({ byte }) => byte < 64) ? list[0]?.length : undefined);
		for (const { at, byte } of list) if (at < bytes.length) bytes[at] = byte;
		return bytes;
	});
	const text = fc.json().map((json) => fileOf(json, 8));
	fc.assert(
		fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), damaged, text), (bytes) => {
			try {
				for (const { start, end } of parse(bytes).values()) {
					expect(start).toBeGreaterThanOrEqual(LENGTH_BYTES);
					expect(end).toBeLessThanOrEqual(bytes.length);
				}
			} catch (error) {
				expect(error).toBeInstanceOf(FormatError);
			}
		}),
		{ numRuns: 3000 }
	);
});

test('a file that cannot be used is refused with its name and a reason, not thrown', async () => {
	const open = (bytes: Uint8Array<ArrayBuffer>) => openCheckpoint(new Blob([bytes]), 'some.bin');
	expect(await open(fileOf('{"a":', 0))).toEqual({
		ok: false,
		message: '“some.bin”: The file’s header is no valid JSON.',
		details: []
	});
	expect(await open(sound)).toMatchObject({
		ok: false,
		message: expect.stringContaining('“some.bin” does not fit any design here.')
	});
});
