import { FILE_LIST, filesToKeep, type FileList } from './files.ts';
import { isLasting, pageAddress, redirectOf } from './requests.ts';

/** Versions of the site that are kept beside each other: pages of the last one may still be open. */
const KEPT_VERSIONS = 2;

/** Files that are fetched at a time: the page that is open asks for its own meanwhile. */
const AT_A_TIME = 4;

/** Where a site's versions lie; other folders of the same host have stores of their own. */
const storePrefix = (base: URL): string => `convnext-explorer:site:${base.pathname}:`;

export const storeName = (base: URL, version: string): string => `${storePrefix(base)}${version}`;

/** A browser lists stores in the order in which they were made: the newest is last. */
const storesOf = async (base: URL): Promise<readonly string[]> =>
	(await caches.keys()).filter((name) => name.startsWith(storePrefix(base)));

/** A page's address is the same in every version, so the browser's own cache may hold an old one. */
const cacheMode = (address: string, base: URL): RequestCache =>
	isLasting(address, base) ? 'default' : 'reload';

/**
 * Keeps files that are not kept yet.
 *
 * @throws TypeError where one does not come, QuotaExceededError where there is no room; what came stays
 */
export async function keep(store: Cache, base: URL, addresses: readonly string[]): Promise<void> {
	const waiting = addresses.values();
	async function fetchNext(): Promise<void> {
		for (const address of waiting)
			if (!(await store.match(address)))
				await store.add(new Request(address, { cache: cacheMode(address, base) }));
	}
	await Promise.all(Array.from({ length: AT_A_TIME }, fetchNext));
}

/** Drops versions of the site that no page can be of any more. */
export async function dropOldVersions(base: URL): Promise<void> {
	for (const name of (await storesOf(base)).slice(0, -KEPT_VERSIONS)) await caches.delete(name);
}

/** Drops everything that is kept of the site. */
export async function dropSite(base: URL): Promise<void> {
	for (const name of await storesOf(base)) await caches.delete(name);
}

/**
 * A kept file of this version, or of the one before: a page that was open when this one came asks for
 * those. What a person opens is of this version alone, a page or a file.
 */
export async function kept(
	base: URL,
	version: string,
	{ url, mode }: Request
): Promise<Response | undefined> {
	const own = storeName(base, version);
	if (mode === 'navigate') {
		const page = await caches.match(pageAddress(url), { cacheName: own });
		const elsewhere = redirectOf(url);
		if (page) return elsewhere === null ? page : Response.redirect(elsewhere);
		return caches.match(url, { cacheName: own });
	}
	for (const cacheName of [own, ...(await storesOf(base))]) {
		const found = await caches.match(url, { cacheName });
		if (found) return found;
	}
	return undefined;
}

/** How much of the site is kept, and how much of it is still to come, bytes of its files. */
export type KeptSite = Readonly<{ bytes: number; missing: number }>;

/** What is kept of the newest version; `null` where nothing is. Never throws. */
export async function readKeptSite(base: URL): Promise<KeptSite | null> {
	try {
		const name = (await storesOf(base)).at(-1);
		if (name === undefined) return null;
		const store = await caches.open(name);
		const list = await store.match(new URL(FILE_LIST, base));
		if (!list) return null;
		const { first, later } = filesToKeep((await list.json()) as FileList);
		const addresses = new Set((await store.keys()).map(({ url }) => url));
		const sizes = { bytes: 0, missing: 0 };
		for (const { path, bytes } of [...first, ...later])
			sizes[addresses.has(new URL(path, base).href) ? 'bytes' : 'missing'] += bytes;
		return sizes;
	} catch {
		return null;
	}
}
