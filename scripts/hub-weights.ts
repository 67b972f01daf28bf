import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { LiveError, failureText } from '../src/lib/errors/failure.ts';
import { hostOf, readRepository } from '../src/lib/hub/address.ts';
import { download, type DownloadProgress } from '../src/lib/hub/download.ts';
import { loadPretrained } from '../src/lib/hub/pretrained.ts';
import { lookUp, openedName, type HubFile } from '../src/lib/hub/repository.ts';
import type { WeightStore } from '../src/lib/hub/store.ts';
import { loadTimmNames, nameParts } from '../src/lib/names/timm.ts';
import { fileBlob } from './file-blob.ts';
import { hubs } from './hubs.js';
import { UsageError } from './run-command.ts';

/** Where commands keep weights: the folder that this system has for such things. */
const folder = (): string =>
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'convnext-explorer', 'hub');

type Entry = Readonly<{ file: HubFile; checked: boolean }>;

/** Keeps files in a folder: one for the bytes, one that says what they are. */
export async function folderStore(path: string): Promise<WeightStore> {
	await mkdir(path, { recursive: true });
	const bytesAt = (sha256: string) => join(path, `${sha256}.safetensors`);
	const entryAt = (sha256: string) => join(path, `${sha256}.json`);
	const sizeAt = (sha256: string) =>
		stat(bytesAt(sha256))
			.then(({ size }) => size)
			.catch(() => 0);
	const write = (entry: Entry) => writeFile(entryAt(entry.file.sha256), JSON.stringify(entry));
	return {
		async all() {
			const names = (await readdir(path)).filter((name) => name.endsWith('.json'));
			return Promise.all(
				names.map(async (name) => {
					const { file, checked } = JSON.parse(await readFile(join(path, name), 'utf8')) as Entry;
					const bytes = await sizeAt(file.sha256);
					return { file, bytes, checked: checked && bytes === file.size };
				})
			);
		},
		parts: async (sha256) => ((await sizeAt(sha256)) > 0 ? [await fileBlob(bytesAt(sha256))] : []),
		async append(file, part) {
			await appendFile(bytesAt(file.sha256), new Uint8Array(await part.arrayBuffer()));
			await write({ file, checked: false });
		},
		check: (file) => write({ file, checked: true }),
		async remove(sha256) {
			await rm(bytesAt(sha256), { force: true });
			await rm(entryAt(sha256), { force: true });
		}
	};
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Says on standard error how far it is, at every tenth. */
function teller(file: HubFile): (progress: DownloadProgress) => void {
	let told = -1;
	return ({ phase, bytes }) => {
		const tenth = Math.floor((10 * bytes) / file.size);
		if (phase === 'check' || tenth === told) return;
		told = tenth;
		console.error(`  ${megabytes(bytes)} of ${megabytes(file.size)}`);
	};
}

/**
 * The name with the tag of timm's default weights, where it has no tag.
 *
 * @throws UsageError where timm has no weights of that name on the hub
 */
export async function withWeights(
	preset: string
): Promise<Readonly<{ name: string; repository: string }>> {
	const [names, where] = await Promise.all([loadTimmNames(), loadPretrained()]);
	const { model, tag } = nameParts(preset);
	const tags = tag === '' ? (names.models.get(model)?.tags ?? []).map(({ name }) => name) : [tag];
	for (const known of tags) {
		const name = `${model}.${known}`;
		const found = where(name);
		if (found) return { name, repository: found.repository };
	}
	throw new UsageError(`--hub: timm has no weights of ${preset} on the hub`);
}

/** A repository that a person named. @throws UsageError */
export function expectRepository(text: string): string {
	const repository = readRepository(text);
	if (repository) return repository;
	throw new UsageError(
		`--repository ${text}: permitted is owner/name, such as timm/resnet50.a1_in1k`
	);
}

/**
 * Gets a repository's weights, or those that an earlier command got.
 *
 * @returns a file with them, as the page opens it
 */
export async function weightsFrom(
	repository: string,
	{ hub = hubs()[0] ?? '', path = folder() } = {}
): Promise<Readonly<{ name: string; path: string }>> {
	const store = await folderStore(path);
	const network = {
		...{ fetch, signal: new AbortController().signal },
		wait: (ms: number) => wait(ms)
	};
	try {
		const kept = (await store.all()).find(
			({ file, checked }) => checked && file.repository === repository
		);
		const file = kept?.file ?? (await lookUp(hub, repository, network));
		const whence = kept
			? `Weights of ${repository}, kept in ${path}`
			: `Getting ${file.path}, ${megabytes(file.size)}, from ${hostOf(hub)}/${repository} (licence ${file.licence ?? 'not named'}) into ${path}`;
		console.error(whence);
		await download(hub, file, { ...network, store, onprogress: teller(file) });
		return { name: openedName(file), path: join(path, `${file.sha256}.safetensors`) };
	} catch (error) {
		if (error instanceof LiveError) throw new Error(failureText(error.failure), { cause: error });
		throw error;
	}
}
