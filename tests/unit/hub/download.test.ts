import { afterEach, expect, test } from 'vitest';
import { Cancelled, LiveError } from '../../../src/lib/errors/failure.ts';
import { download, type DownloadProgress } from '../../../src/lib/hub/download.ts';
import { lookUp, openedName, type HubFile } from '../../../src/lib/hub/repository.ts';
import { memoryStore, sizeOf } from '../../../src/lib/hub/store.ts';
import { localHub, type Repository } from '../../local-hub.ts';

const MIB = 2 ** 20;
/** More than two parts, and no two bytes in a row alike. */
const weights = Uint8Array.from({ length: 9 * MIB + 5 }, (_, i) => (i * 31 + (i >> 8)) & 255);
const tiny = {
	files: { 'model.safetensors': weights, 'README.md': new Uint8Array(3) },
	licence: 'mit'
};

const opened: Awaited<ReturnType<typeof localHub>>[] = [];
afterEach(() => opened.splice(0).forEach((hub) => hub.close()));

async function setUp(repositories: Readonly<Record<string, Repository>> = { 'timm/tiny': tiny }) {
	const hub = await localHub(repositories);
	opened.push(hub);
	const waits: number[] = [];
	const progress: DownloadProgress[] = [];
	const stopper = new AbortController();
	const store = memoryStore();
	const transfer = {
		...{ fetch, store, signal: stopper.signal },
		wait: (ms: number) => Promise.resolve(void waits.push(ms)),
		onprogress: (now: DownloadProgress) => void progress.push(now)
	};
	const get = async (file?: HubFile) =>
		download(hub.url, file ?? (await lookUp(hub.url, 'timm/tiny', transfer)), transfer);
	return { hub, waits, progress, stopper, store, transfer, get };
}

const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

async function failure(promise: Promise<unknown>): Promise<string> {
	const error: unknown = await promise.then(
		() => null,
		(thrown: unknown) => thrown
	);
	if (!(error instanceof LiveError)) throw error;
	expect(error.failure.advice).not.toBe('');
	return error.failure.message;
}

test('a repository’s file of weights is found with its size, its hash and its licence', async () => {
	const { hub, transfer } = await setUp();
	const file = await lookUp(hub.url, 'timm/tiny', transfer);
	expect(file).toMatchObject({
		repository: 'timm/tiny',
		path: 'model.safetensors',
		size: weights.length,
		licence: 'mit'
	});
});

test('a file comes over a redirect to another host, is checked, and is not fetched again', async () => {
	const { hub, progress, get } = await setUp();
	expect((await bytesOf(await get())).equals(weights)).toBe(true);
	expect(progress.filter(({ phase }) => phase === 'download').at(-1)?.bytes).toBe(weights.length);
	expect(progress.at(-1)).toEqual({ phase: 'check', bytes: weights.length });
	expect((await bytesOf(await get())).equals(weights)).toBe(true);
	expect(hub.ranges).toEqual(['']);
});

test('a connection that is cut is taken up where it ended, as often as it brings something', async () => {
	const { hub, waits, get } = await setUp();
	hub.faults.push(...[1, 1, 1, 1, 1, 1].map((at) => ({ cutAfter: at * MIB })));
	expect((await bytesOf(await get())).equals(weights)).toBe(true);
	expect(hub.ranges).toHaveLength(7);
	expect(hub.ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range))).toBe(true);
	expect(waits).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
});

test('a host that knows no ranges gives the whole again', async () => {
	const { hub, get } = await setUp();
	hub.faults.push({ cutAfter: MIB }, 'no ranges');
	expect((await bytesOf(await get())).equals(weights)).toBe(true);
});

test('what was cancelled goes on from there at the next try', async () => {
	const { hub, stopper, store, transfer } = await setUp();
	const file = await lookUp(hub.url, 'timm/tiny', transfer);
	const stopped = download(hub.url, file, {
		...transfer,
		onprogress: ({ bytes }) => {
			if (bytes > 5 * MIB) stopper.abort();
		}
	});
	await expect(stopped).rejects.toBeInstanceOf(Cancelled);
	const kept = sizeOf(await store.parts(file.sha256));
	expect(kept).toBeGreaterThan(4 * MIB);
	const again = { ...transfer, signal: new AbortController().signal };
	expect((await bytesOf(await download(hub.url, file, again))).equals(weights)).toBe(true);
	expect(hub.ranges).toEqual(['', `bytes=${kept}-`]);
});

test('a hub that asks to wait is waited for, and one that never answers is given up', async () => {
	const { hub, waits, get } = await setUp();
	hub.faults.push({ status: 429, retryAfter: 7 }, { status: 503 });
	expect((await bytesOf(await get())).equals(weights)).toBe(true);
	expect(waits).toEqual([7000, 2000]);
	const other = await setUp();
	other.hub.faults.push(...Array.from({ length: 4 }, () => ({ status: 503 })));
	expect(await failure(other.get())).toContain('answered 503');
	expect(other.waits).toEqual([1000, 2000, 4000]);
	const patient = await setUp();
	patient.hub.faults.push({ status: 429, retryAfter: 3600 });
	expect(await failure(patient.get())).toContain('too many requests');
	expect(patient.waits).toEqual([]);
});

test('a file with another hash than the published one is dropped', async () => {
	const sha256 = 'ab'.repeat(32);
	const { store, get } = await setUp({ 'timm/tiny': { ...tiny, sha256 } });
	expect(await failure(get())).toContain(`${sha256} is published`);
	expect(await store.all()).toEqual([]);
});

test('a file that is longer than published is dropped before its end', async () => {
	const { hub, store, transfer, get } = await setUp();
	const file = await lookUp(hub.url, 'timm/tiny', transfer);
	expect(await failure(get({ ...file, size: 1000 }))).toContain('longer than 1000 bytes');
	expect(await store.all()).toEqual([]);
});

test('what cannot be had is said: no such repository, terms to agree to, no file, several, shards', async () => {
	const one = new Uint8Array(8);
	const { hub, transfer, get } = await setUp({
		'a/gated': { ...tiny, gated: true },
		'a/none': { files: { 'pytorch_model.h5': one } },
		'a/two': { files: { 'a.safetensors': one, 'b.safetensors': one } },
		'a/old': { files: { 'pytorch_model.bin': one } },
		'a/one': { files: { 'b.safetensors': one } },
		'a/shards': {
			files: {
				'model-00001-of-00002.safetensors': one,
				'model-00002-of-00002.safetensors': one
			}
		}
	});
	const look = (name: string) => lookUp(hub.url, name, transfer);
	expect(await failure(look('a/missing'))).toContain('not there, is private');
	expect(await failure(look('a/gated'))).toContain('agree to its terms');
	expect(await failure(look('a/none'))).toContain('no .safetensors file');
	expect(await failure(look('a/two'))).toContain('a.safetensors, b.safetensors');
	expect(await failure(look('a/shards'))).toContain('2 shards');
	expect(openedName(await look('a/old'))).toBe('old.bin');
	const file = await look('a/one');
	expect(file).toMatchObject({ path: 'b.safetensors', licence: null });
	expect(await failure(get({ ...file, path: 'gone.safetensors' }))).toContain(
		'has no gone.safetensors'
	);
});

test('a host that is not there is named, and so is one that speaks otherwise', async () => {
	const { hub, transfer } = await setUp();
	hub.close();
	opened.length = 0;
	expect(await failure(lookUp(hub.url, 'timm/tiny', transfer))).toContain('could not be reached');
	const page = { ...transfer, fetch: () => Promise.resolve(new Response('<html>')) };
	expect(await failure(lookUp(hub.url, 'timm/tiny', page))).toContain('not understood');
});
