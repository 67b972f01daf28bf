import type { Container } from './container.ts';
import {
	EXPORTED,
	foreignKind,
	KERAS,
	NPZ,
	OTHER_ZIP,
	START_BYTES,
	tellForeign,
	TORCHSCRIPT,
	UNKNOWN,
	type Foreign
} from './foreign.ts';
import { FormatError } from './format-error.ts';
import { isSafetensors, readSafetensors } from './safetensors.ts';
import { MAGIC, readTorchLegacy } from './torch/legacy.ts';
import { readTorchZip } from './torch/pytorch.ts';
import { readZip, type Entry } from './zip.ts';

const refusal = (foreign: Foreign): FormatError => new FormatError(tellForeign(foreign));

const DATA = /(^|\/)data\.pkl$/;

/** What a zip archive is, by the names in it, where PyTorch’s torch.save did not make it. */
function zipKind(names: readonly string[]): Foreign {
	if (names.some((name) => /(^|\/)constants\.pkl$/.test(name))) return TORCHSCRIPT;
	if (names.some((name) => /serialized_exported_program|(^|\/)archive_format$/.test(name)))
		return EXPORTED;
	if (names.some((name) => name.endsWith('.npy'))) return NPZ;
	if (names.some((name) => name.endsWith('.weights.h5'))) return KERAS;
	return OTHER_ZIP;
}

async function readArchive(file: Blob): Promise<Container> {
	const entries: ReadonlyMap<string, Entry> = await readZip(file);
	const names = [...entries.keys()];
	const data = names.filter((name) => DATA.test(name)).sort((a, b) => a.length - b.length)[0];
	const isProgram = names.some((name) => /(^|\/)constants\.pkl$/.test(name));
	if (data === undefined || isProgram) throw refusal(zipKind(names));
	return readTorchZip(file, entries, data.replace(/data\.pkl$/, ''));
}

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
	start.every((byte, i) => bytes[i] === byte);

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/**
 * The tensors of a file of weights, of whichever kind it is by its first bytes. Values are not read.
 *
 * @param name of the file
 * @throws FormatError with what the file is and how to convert it, where it is of a kind that is not read
 */
export async function readContainer(file: Blob, name: string): Promise<Container> {
	if (file.size === 0) throw new FormatError('The file is empty: too few bytes for a header.');
	const bytes = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
	if (begins(bytes, ZIP) || begins(bytes, EMPTY_ZIP)) return readArchive(file);
	if (begins(bytes, MAGIC)) return readTorchLegacy(file);
	if (!isSafetensors(bytes)) {
		const foreign = foreignKind(bytes);
		if (foreign) throw refusal(foreign);
		if (!/\.safetensors$/i.test(name)) throw refusal(UNKNOWN);
	}
	return { tensors: await readSafetensors(file), notes: [] };
}
