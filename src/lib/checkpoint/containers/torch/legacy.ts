import type { Container } from '../container.ts';
import { FormatError } from '../format-error.ts';
import { unpickle } from '../pickle/unpickle.ts';
import { isList, type Value } from '../pickle/values.ts';
import { containerOf } from './pytorch.ts';
import { storagesIn } from './storages.ts';

/** How a file begins that PyTorch saved before 1.6: a pickle of its magic number. */
export const MAGIC = [
	0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19
];

const FIRST_READ = 2 ** 20;
const LARGEST_PICKLE = 2 ** 26;
/** Magic number, version, what machine, what was saved, and the keys of the storages. */
const PICKLES = 5;
const COUNT_BYTES = 8;

function pickles(bytes: Uint8Array): Readonly<{ values: readonly Value[]; end: number }> {
	const values: Value[] = [];
	let end = 0;
	while (values.length < PICKLES) {
		const read = unpickle(bytes.subarray(end));
		values.push(read.value);
		end += read.end;
	}
	return { values, end };
}

/** Reads more and more of the file's beginning, until all is there. */
async function start(file: Blob) {
	for (let bytes = FIRST_READ; ; bytes *= 8) {
		const most = Math.min(bytes, LARGEST_PICKLE);
		try {
			return pickles(new Uint8Array(await file.slice(0, most).arrayBuffer()));
		} catch (error) {
			if (!(error instanceof FormatError) || most >= file.size || most === LARGEST_PICKLE)
				throw error;
		}
	}
}

/**
 * The tensors of a file that PyTorch saved before its version 1.6, or later without zip: pickles, then
 * each storage with its number of values before it.
 *
 * @throws FormatError
 */
export async function readTorchLegacy(file: Blob): Promise<Container> {
	const { values, end } = await start(file);
	const [, , system, root = null, keys = null] = values;
	if (system instanceof Map && system.get('little_endian') === false)
		throw new FormatError(
			'The file was written on a machine that stores numbers the other way round.'
		);
	const sizes = storagesIn(root);
	const places = new Map<string, Readonly<{ base: number; bytes: number }>>();
	let at = end;
	for (const key of isList(keys) ? keys : []) {
		const bytes = typeof key === 'string' ? sizes.get(key) : undefined;
		if (typeof key !== 'string' || bytes === undefined)
			throw new FormatError('The file names a storage that nothing describes: it is damaged.');
		const base = at + COUNT_BYTES;
		at = base + bytes;
		places.set(key, { base, bytes });
	}
	if (at > file.size)
		throw new FormatError(
			`The file is cut short: it should have ${at} bytes, and has ${file.size}.`
		);
	return containerOf(file, root, (needed) => {
		if (!needed.every((key) => places.has(key)))
			throw new FormatError('The file lacks a storage: it is damaged.');
		return Promise.resolve(places);
	});
}
