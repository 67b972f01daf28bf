import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileBlob } from '../../../scripts/file-blob.ts';

/** A file of this many bytes, which takes no room on the disk. */
async function hollow(bytes: number): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'blob-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	const path = join(folder, 'model.safetensors');
	const file = await open(path, 'w');
	await file.truncate(bytes);
	await file.close();
	return path;
}

test('a file of more than 4 GB is whole, or refused with what to do', async () => {
	const bytes = 2 ** 32 + 1000;
	const read = fileBlob(await hollow(bytes)).then(
		({ size }) => String(size),
		(error: unknown) => String(error)
	);
	expect(await read).toMatch(
		new RegExp(
			`^${bytes}$|has 4\\.3 GB, of which Node reads 0\\.0 GB; open it in the page, or save`
		)
	);
});

test('a smaller file is whole', async () => {
	expect((await fileBlob(await hollow(1000))).size).toBe(1000);
});
