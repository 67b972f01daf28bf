import { elements } from '../../arch/ops.ts';
import type { Shape } from '../../arch/net.ts';
import { isPlain } from '../../json/parse.ts';
import { shown } from '../../json/problems.ts';
import { FormatError, quoted } from './format-error.ts';
import { repeatsKeys } from './repeated-keys.ts';
import { bitsOf, type Stored } from './stored.ts';

/**
 * The safetensors format: 8 bytes with the header's length, a JSON header that says where each
 * tensor's values are, then the values, row-major and little-endian.
 */

/** Bytes before the header. */
export const LENGTH_BYTES = 8;

/** What the reference reader permits. */
const LONGEST_HEADER = 100_000_000;
const MOST_AXES = 8;

/**
 * Bytes of the header.
 *
 * @param start the first 8 bytes of the file
 * @param fileBytes size of the file
 * @throws FormatError
 */
export function headerLength(start: Uint8Array, fileBytes: number): number {
	if (start.length < LENGTH_BYTES)
		throw new FormatError(`The file has only ${fileBytes} bytes: too few for a header.`);
	const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
	if (length > BigInt(LONGEST_HEADER))
		throw new FormatError(
			`The file’s first 8 bytes give its header a length of ${length} bytes; at most ${LONGEST_HEADER} are read. It is no safetensors file, or a damaged one.`
		);
	if (Number(length) + LENGTH_BYTES > fileBytes)
		throw new FormatError(
			`The file is cut short: its header should have ${length} bytes, and the file has ${fileBytes}.`
		);
	return Number(length);
}

function parseJson(bytes: Uint8Array): unknown {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new FormatError('The file’s header is not text, so it is no safetensors file.');
	}
	if (!text.startsWith('{'))
		throw new FormatError('The file’s header is no JSON object, so it is no safetensors file.');
	try {
		const value: unknown = JSON.parse(text);
		// JSON.parse keeps the last of two; another reader may keep the first.
		if (!repeatsKeys(text)) return value;
	} catch {
		throw new FormatError('The file’s header is no valid JSON.');
	}
	throw new FormatError('The file’s header names something twice, so it cannot be trusted.');
}

const isCount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isCounts = (value: unknown): value is readonly number[] =>
	Array.isArray(value) && value.every(isCount);

/** Types are named so; one that is not known here may belong to a tensor that nothing needs. */
const isDtype = (value: unknown): value is string =>
	typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,31}$/.test(value);

/** @param dataStart where the values begin, bytes from the file's beginning */
function readEntry(name: string, entry: unknown, dataStart: number, file: Blob): Stored {
	const refuse = (why: string) => new FormatError(`Tensor ${quoted(name)} ${why}.`);
	if (!isPlain(entry)) throw refuse('is not described by an object');
	const { dtype, shape, data_offsets: offsets } = entry;
	if (!isDtype(dtype))
		throw refuse(
			`has an unknown type, ${quoted(typeof dtype === 'string' ? dtype : shown(dtype))}`
		);
	if (!isCounts(shape) || shape.length > MOST_AXES)
		throw refuse(`has no valid shape; permitted are up to ${MOST_AXES} whole numbers`);
	const [from, to, ...more] = isCounts(offsets) ? offsets : [];
	if (from === undefined || to === undefined || more.length > 0 || from > to)
		throw refuse('has no valid offsets');
	if (to > file.size - dataStart)
		throw refuse(
			`ends at byte ${dataStart + to}, and the file has ${file.size}: it is cut short or damaged`
		);
	const bits = bitsOf(dtype);
	const needed = bits === undefined ? to - from : (elements(shape) * bits) / 8;
	if (needed !== to - from)
		throw refuse(
			`has ${to - from} bytes, and ${needed} are needed for ${dtype} of shape [${shape.join(', ')}]`
		);
	return { dtype, shape: [...shape], file, start: dataStart + from, end: dataStart + to };
}

/** Every byte after the header must belong to exactly one tensor. */
function expectTiling(
	tensors: ReadonlyMap<string, Stored>,
	dataStart: number,
	fileBytes: number
): void {
	const sorted = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
	let end = dataStart;
	for (const [name, { start, end: next }] of sorted) {
		if (start < end) throw new FormatError(`Tensor ${quoted(name)} overlaps another tensor.`);
		if (start > end)
			throw new FormatError(`Bytes ${end} to ${start} of the file belong to no tensor.`);
		end = next;
	}
	if (end !== fileBytes)
		throw new FormatError(`Bytes ${end} to ${fileBytes} of the file belong to no tensor.`);
}

/**
 * The tensors of a file by name, in the header's order. Nothing in it is trusted.
 *
 * @param header the header's bytes, without the 8 before them
 * @throws FormatError
 */
export function parseHeader(header: Uint8Array, file: Blob): ReadonlyMap<string, Stored> {
	const json = parseJson(header);
	if (!isPlain(json)) throw new FormatError('The file’s header is no JSON object.');
	const dataStart = LENGTH_BYTES + header.length;
	const tensors = new Map<string, Stored>();
	for (const [name, entry] of Object.entries(json))
		if (name !== '__metadata__') tensors.set(name, readEntry(name, entry, dataStart, file));
	if (tensors.size === 0) throw new FormatError('The file holds no tensors.');
	expectTiling(tensors, dataStart, file.size);
	return tensors;
}

/** Whether a file begins as a safetensors file does. @param start its first bytes */
export function isSafetensors(start: Uint8Array): boolean {
	if (start[LENGTH_BYTES] !== 0x7b) return false;
	const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
	return length <= BigInt(LONGEST_HEADER);
}

/** The tensors of a safetensors file by name. @throws FormatError */
export async function readSafetensors(file: Blob): Promise<ReadonlyMap<string, Stored>> {
	const bytes = async (from: number, to: number) =>
		new Uint8Array(await file.slice(from, to).arrayBuffer());
	const length = headerLength(await bytes(0, LENGTH_BYTES), file.size);
	return parseHeader(await bytes(LENGTH_BYTES, LENGTH_BYTES + length), file);
}

/** What a file of float32 tensors begins with, their values to follow in the same order. */
export function writeHeader(
	tensors: readonly Readonly<{ name: string; shape: Shape }>[]
): Uint8Array<ArrayBuffer> {
	let at = 0;
	const entries = tensors.map(({ name, shape }) => {
		const start = at;
		at += elements(shape) * Float32Array.BYTES_PER_ELEMENT;
		return [name, { dtype: 'F32', shape, data_offsets: [start, at] }] as const;
	});
	// fromEntries defines, where an assignment to __proto__ would set.
	const json = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) });
	const text = new TextEncoder().encode(json);
	// Values start at a multiple of 8, so that readers can map them.
	const length = Math.ceil(text.length / 8) * 8;
	const bytes = new Uint8Array(LENGTH_BYTES + length).fill(0x20, LENGTH_BYTES);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
	bytes.set(text, LENGTH_BYTES);
	return bytes;
}
