import * as v from 'valibot';
import { parseKept, printKept, storageKey, whole, type Kept } from '../json/kept.ts';
import { parsedBy } from '../json/schemas.ts';
import type { HubFile } from './repository.ts';
import { refuse } from './request.ts';
import { memoryStore, sizeOf, type WeightStore } from './store.ts';

const entry = v.object({
	file: v.object({
		repository: v.string(),
		commit: v.string(),
		path: v.string(),
		size: v.pipe(v.number(), v.minValue(0)),
		sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
		licence: v.nullable(v.string())
	}),
	parts: v.pipe(v.number(), v.integer(), v.minValue(0)),
	checked: v.boolean()
});

/** What is known of a file beside its parts. */
type Entry = v.InferOutput<typeof entry>;

const ENTRY: Kept<Entry | null> = {
	key: 'hub',
	version: 1,
	label: 'weights from the hub',
	parse: whole(parsedBy(entry)),
	fallback: null
};

/** Caches keep responses by address; these are under addresses of this site that hold nothing else. */
const entryAddress = (sha256: string): string => `/hub/${sha256}`;
const partAddress = (sha256: string, at: number): string => `${entryAddress(sha256)}/${at}`;

const noRoom = () =>
	refuse(
		'The browser has no room for more of the file.',
		'Remove weights that are kept, or free space on this device, and go on from there.'
	);

/** Keeps files in the browser’s cache, between visits. */
function cacheStore(cache: Cache): WeightStore {
	async function read(sha256: string): Promise<Entry | null> {
		const text = await (await cache.match(entryAddress(sha256)))?.text();
		const found = parseKept(ENTRY, text ?? null)?.value;
		// An entry under another file's address is neither's.
		return found?.file.sha256 === sha256 ? found : null;
	}

	async function put(address: string, body: BodyInit): Promise<void> {
		await cache.put(address, new Response(body)).catch((error: unknown) => {
			throw error instanceof DOMException && error.name === 'QuotaExceededError' ? noRoom() : error;
		});
	}

	const write = (next: Entry) => put(entryAddress(next.file.sha256), printKept(ENTRY, next));

	async function parts(sha256: string): Promise<readonly Blob[]> {
		const { parts: count = 0 } = (await read(sha256)) ?? {};
		const found: Blob[] = [];
		for (let at = 0; at < count; at++) {
			const part = await (await cache.match(partAddress(sha256, at)))?.blob();
			// What follows a gap is of no use.
			if (!part) break;
			found.push(part);
		}
		return found;
	}

	async function hashes(): Promise<readonly string[]> {
		const names = (await cache.keys()).map(({ url }) => /\/hub\/([0-9a-f]{64})$/.exec(url)?.[1]);
		return names.filter((name) => name !== undefined);
	}

	return {
		parts,
		async all() {
			const entries = await Promise.all((await hashes()).map(read));
			const known = entries.filter((found) => found !== null);
			return Promise.all(
				known.map(async ({ file, checked }) => {
					const bytes = sizeOf(await parts(file.sha256));
					return { file, bytes, checked: checked && bytes === file.size };
				})
			);
		},
		async append(file: HubFile, part: Blob) {
			const at = (await parts(file.sha256)).length;
			await put(partAddress(file.sha256, at), part);
			await write({ file, parts: at + 1, checked: false });
		},
		async check(file) {
			await write({ file, parts: (await parts(file.sha256)).length, checked: true });
		},
		async remove(sha256) {
			// Parts of a file that was spoilt too, which nothing counts.
			const own = (await cache.keys()).filter(({ url }) => url.includes(entryAddress(sha256)));
			await Promise.all(own.map((request) => cache.delete(request)));
		}
	};
}

/** The browser’s cache or, where it forbids that, what lasts while the page is open. */
export async function openWeightStore(): Promise<WeightStore> {
	try {
		return cacheStore(await caches.open(storageKey(ENTRY.key)));
	} catch {
		return memoryStore();
	}
}
