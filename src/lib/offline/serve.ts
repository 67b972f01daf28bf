import { FILE_LIST, filesToKeep, type FileList, type SiteFile } from './files.ts';
import { isAnswered, isLasting } from './requests.ts';
import { dropOldVersions, keep, kept, storeName } from './store.ts';

/** From a page to the worker: keep what is left to be kept, or take over from the last version. */
export type ToServiceWorker = 'keep-rest' | 'take-over';

/** From the worker to pages: the browser has no room for all of the site. */
export type FromServiceWorker = 'no-room';

type Lasting = Readonly<{ waitUntil(work: Promise<unknown>): void }>;
type Asked = Lasting & Readonly<{ request: Request; respondWith(answer: Promise<Response>): void }>;
type Told = Lasting & Readonly<{ data: ToServiceWorker }>;

/** What this needs of a service worker's own scope, which the page's types do not have. */
export type ServiceWorkerScope = Readonly<{
	addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
	addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
	addEventListener(type: 'message', listener: (event: Told) => void): void;
	skipWaiting(): Promise<void>;
	clients: Readonly<{
		claim(): Promise<void>;
		matchAll(
			which: Readonly<{ includeUncontrolled: boolean }>
		): Promise<readonly Readonly<{ postMessage(message: FromServiceWorker): void }>[]>;
	}>;
}>;

/**
 * Serves one version of the site, whole: pages and what they load are of the same build, with or
 * without a network, until a person takes the next one. Answers are kept with their headers, so pages
 * stay isolated. What is not the site's own passes by.
 *
 * @param base the folder of the site
 */
export function serveSite(scope: ServiceWorkerScope, base: URL, version: string): void {
	const store = () => caches.open(storeName(base, version));
	const addressOf = ({ path }: Pick<SiteFile, 'path'>) => new URL(path, base).href;

	async function keepFirst(): Promise<void> {
		const response = await fetch(addressOf({ path: FILE_LIST }), { cache: 'no-store' });
		const list = (await response.clone().json()) as FileList;
		if (list.version !== version)
			throw new Error('The site has changed since: its next worker keeps it.');
		const mine = await store();
		await keep(mine, base, filesToKeep(list).first.map(addressOf));
		await mine.put(addressOf({ path: FILE_LIST }), response);
	}

	async function keepRest(): Promise<void> {
		const mine = await store();
		const list = await mine.match(addressOf({ path: FILE_LIST }));
		if (list)
			await keep(mine, base, filesToKeep((await list.json()) as FileList).later.map(addressOf));
	}

	/** Tells every page where it is room that something fails for; the failure is passed on. */
	async function tellWithoutRoom(error: unknown): Promise<never> {
		if (error instanceof DOMException && error.name === 'QuotaExceededError')
			for (const page of await scope.clients.matchAll({ includeUncontrolled: true }))
				page.postMessage('no-room');
		throw error;
	}

	/** Keeps what passes by, where the site is still kept: the rest may not have come yet. */
	async function keepPassing({ url }: Request, response: Response): Promise<void> {
		if (await caches.has(storeName(base, version))) await (await store()).put(url, response);
	}

	async function answer(event: Asked): Promise<Response> {
		const { request } = event;
		const known = await kept(base, version, request);
		if (known) return known;
		const response = await fetch(request);
		if (response.ok && response.type === 'basic' && isLasting(request.url, base))
			// Without room for it, it comes again next time.
			event.waitUntil(keepPassing(request, response.clone()).catch(() => {}));
		return response;
	}

	scope.addEventListener('install', (event) => event.waitUntil(keepFirst().catch(tellWithoutRoom)));
	scope.addEventListener('activate', (event) =>
		event.waitUntil(dropOldVersions(base).then(() => scope.clients.claim()))
	);
	scope.addEventListener('fetch', (event) => {
		if (isAnswered(event.request, base)) event.respondWith(answer(event));
	});
	scope.addEventListener('message', (event) => {
		if (event.data === 'take-over') event.waitUntil(scope.skipWaiting());
		// A rest that does not come now comes when it is asked for, or at the next visit.
		else
			event.waitUntil(
				keepRest()
					.catch(tellWithoutRoom)
					.catch(() => {})
			);
	});
}
