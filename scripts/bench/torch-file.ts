import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Shape } from '../../src/lib/arch/net.ts';
import { elements } from '../../src/lib/arch/ops.ts';

/** A float32 tensor by its name. */
type Slot = readonly [name: string, shape: Shape];

const text = (value: string): Buffer => {
	const bytes = Buffer.from(value);
	const length = Buffer.alloc(4);
	length.writeUInt32LE(bytes.length);
	return Buffer.concat([Buffer.from('X'), length, bytes]);
};

const count = (value: number): Buffer => {
	const bytes = Buffer.alloc(5, 'J');
	bytes.writeInt32LE(value, 1);
	return bytes;
};

const tuple = (values: readonly number[]): Buffer =>
	Buffer.concat([Buffer.from('('), ...values.map(count), Buffer.from('t')]);

const stridesOf = (shape: Shape): readonly number[] =>
	shape.map((_, axis) => elements(shape.slice(axis + 1)));

/** A dictionary of tensors as torch.save pickles it, each with a storage of its own. */
function pickled(slots: readonly Slot[]): Buffer {
	const entries = slots.flatMap(([name, shape], key) => [
		text(name),
		Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n(('),
		text('storage'),
		Buffer.from('ctorch\nFloatStorage\n'),
		text(String(key)),
		text('cpu'),
		count(elements(shape)),
		Buffer.from('tQ'),
		count(0),
		tuple(shape),
		tuple(stridesOf(shape)),
		Buffer.from('\x89ccollections\nOrderedDict\n)RtR', 'latin1')
	]);
	return Buffer.concat([Buffer.from('\x80\x02}(', 'latin1'), ...entries, Buffer.from('u.')]);
}

function header(signature: number, name: string, bytes: number, at?: number): Buffer {
	const isCentral = at !== undefined;
	const fields = Buffer.alloc(isCentral ? 46 : 30);
	fields.writeUInt32LE(signature, 0);
	fields.writeUInt32LE(bytes, isCentral ? 20 : 18);
	fields.writeUInt32LE(bytes, isCentral ? 24 : 22);
	fields.writeUInt16LE(Buffer.byteLength(name), isCentral ? 28 : 26);
	if (isCentral) fields.writeUInt32LE(at, 42);
	return Buffer.concat([fields, Buffer.from(name)]);
}

/**
 * Writes a file as torch.save does, of float32 tensors that are zero.
 *
 * @returns its size in bytes, below 4 GB
 */
export async function writeTorchFile(path: string, slots: readonly Slot[]): Promise<number> {
	const out = createWriteStream(path);
	const central: Buffer[] = [];
	let at = 0;
	async function put(bytes: Buffer): Promise<void> {
		at += bytes.length;
		if (!out.write(bytes)) await once(out, 'drain');
	}
	const parts = [
		['w/data.pkl', pickled(slots)],
		...slots.map(([, shape], key) => [`w/data/${key}`, Buffer.alloc(4 * elements(shape))])
	] as readonly (readonly [string, Buffer])[];
	for (const [name, bytes] of parts) {
		central.push(header(0x02014b50, name, bytes.length, at));
		await put(header(0x04034b50, name, bytes.length));
		await put(bytes);
	}
	const [directory, start] = [Buffer.concat(central), at];
	await put(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(start, 16);
	await put(end);
	out.end();
	await once(out, 'finish');
	return at;
}
