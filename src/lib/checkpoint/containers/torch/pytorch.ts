import type { Container } from '../container.ts';
import { FormatError } from '../format-error.ts';
import { unpickle } from '../pickle/unpickle.ts';
import type { Value } from '../pickle/values.ts';
import type { Stored } from '../stored.ts';
import { startOf, startsOf, type Entry } from '../zip.ts';
import { tellCalls } from './harmless.ts';
import { networkIn } from './network.ts';
import { placed, type TorchTensor } from './tensor.ts';
import { tellTraining } from './training.ts';
import { adviceFor, type Unread } from './unread.ts';

/** Where the values of storages begin, and how many bytes of each there are, by key. */
type StoragesOf = (
	keys: readonly string[]
) => Promise<ReadonlyMap<string, Readonly<{ base: number; bytes: number }>>>;

const isStored = (tensor: TorchTensor | Unread): tensor is TorchTensor => 'storage' in tensor;

/** A file's tensors, where what it pickled and its storages are known. */
export async function containerOf(
	file: Blob,
	root: Value,
	storagesOf: StoragesOf
): Promise<Container> {
	const { tensors, chosen } = networkIn(root);
	const calls = tellCalls(root);
	const training = tellTraining(root, tensors.values());
	if (training !== null) throw new FormatError(training);
	if (tensors.size === 0)
		throw new FormatError(`The file holds no tensors under names. ${calls}`.trim());
	const kept = [...tensors.values()].filter(isStored);
	if (kept.length === 0)
		throw new FormatError(
			`The file holds no values of tensors. ${adviceFor([...tensors.values()][0]?.dtype ?? '') ?? ''}`.trim()
		);
	const storages = await storagesOf([...new Set(kept.map(({ storage }) => storage))]);
	const place = (name: string, tensor: TorchTensor | Unread): Stored => {
		if (!isStored(tensor)) return { ...tensor, file, start: 0, end: 0 };
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
	const bytesOf = async (name: string, most: number) => {
		const entry = entryOf(name);
		const start = await startOf(file, entry);
		const end = start + Math.min(entry.bytes, most);
		return new Uint8Array(await file.slice(start, end).arrayBuffer());
	};
	if (entryOf('data.pkl').bytes > LARGEST_PICKLE)
		throw new FormatError('The archive’s data.pkl is too large for a description of tensors.');
	const order = entries.has(`${folder}byteorder`)
		? new TextDecoder().decode(await bytesOf('byteorder', 16))
		: 'little';
	if (order !== 'little')
		throw new FormatError(
			'The file was written on a machine that stores numbers the other way round. Load it with torch.load and save it again on a usual one.'
		);
	const { value } = unpickle(await bytesOf('data.pkl', LARGEST_PICKLE));
	return containerOf(file, value, async (keys) => {
		const stored = keys.map((key) => [key, entryOf(`data/${key}`)] as const);
		const starts = await startsOf(
			file,
			stored.map(([, entry]) => entry)
		);
		return new Map(
			stored.map(([key, { name, bytes }]) => [key, { base: starts.get(name) ?? 0, bytes }])
		);
	});
}
