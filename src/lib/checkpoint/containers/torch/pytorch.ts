import type { Container } from '../container.ts';
import { FormatError } from '../format-error.ts';
import { unpickle } from '../pickle/unpickle.ts';
import type { Value } from '../pickle/values.ts';
import type { Stored } from '../stored.ts';
import { startOf, type Entry } from '../zip.ts';
import { tellCalls } from './harmless.ts';
import { networkIn } from './network.ts';
import { placed, type TorchTensor } from './tensor.ts';

/** Where a storage's values begin, and how many bytes of it there are. */
type StorageOf = (key: string) => Promise<Readonly<{ base: number; bytes: number }>>;

/** Reads in flight: each waits for the browser, not for the disk. */
const AT_ONCE = 64;

/** A file's tensors, where what it pickled and its storages are known. */
export async function containerOf(
	file: Blob,
	root: Value,
	storageOf: StorageOf
): Promise<Container> {
	const { tensors, chosen } = networkIn(root);
	const calls = tellCalls(root);
	if (tensors.size === 0)
		throw new FormatError(`The file holds no tensors under names. ${calls}`.trim());
	const keys = [...new Set([...tensors.values()].map(({ storage }) => storage))];
	const storages = new Map<string, Awaited<ReturnType<StorageOf>>>();
	for (let i = 0; i < keys.length; i += AT_ONCE)
		await Promise.all(
			keys.slice(i, i + AT_ONCE).map(async (key) => storages.set(key, await storageOf(key)))
		);
	const place = (name: string, tensor: TorchTensor): Stored => {
		const { base = 0, bytes = 0 } = storages.get(tensor.storage) ?? {};
		return placed(name, tensor, file, base, bytes);
	};
	const [taken, ...others] = chosen;
	return {
		tensors: new Map([...tensors].map(([name, tensor]) => [name, place(name, tensor)])),
		notes: [
			...(taken === undefined
				? []
				: [`The file’s ${taken} is read, and not its ${others.join(', ')}.`]),
			...(calls === '' ? [] : [calls])
		]
	};
}

const LARGEST_PICKLE = 2 ** 26;

/**
 * The tensors of a file that PyTorch saved as a zip archive: `data.pkl` says what there is, and
 * `data/0`, `data/1`, ... hold the values. Its names begin with a folder's.
 *
 * @throws FormatError
 */
export async function readTorchZip(
	file: Blob,
	entries: ReadonlyMap<string, Entry>,
	folder: string
): Promise<Container> {
	const entryOf = (name: string): Entry => {
		const entry = entries.get(`${folder}${name}`);
		if (!entry)
			throw new FormatError(`The archive has no ${name.slice(0, 80)}: the file is damaged.`);
		return entry;
	};
	const bytesOf = async (name: string) => {
		const entry = entryOf(name);
		const start = await startOf(file, entry);
		return new Uint8Array(await file.slice(start, start + entry.bytes).arrayBuffer());
	};
	if (entryOf('data.pkl').bytes > LARGEST_PICKLE)
		throw new FormatError('The archive’s data.pkl is too large for a description of tensors.');
	const order = entries.has(`${folder}byteorder`)
		? new TextDecoder().decode((await bytesOf('byteorder')).subarray(0, 16))
		: 'little';
	if (order !== 'little')
		throw new FormatError(
			'The file was written on a machine that stores numbers the other way round. Load it with torch.load and save it again on a usual one.'
		);
	const { value } = unpickle(await bytesOf('data.pkl'));
	return containerOf(file, value, async (key) => {
		const entry = entryOf(`data/${key}`);
		return { base: await startOf(file, entry), bytes: entry.bytes };
	});
}
