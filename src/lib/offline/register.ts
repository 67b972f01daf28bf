import type { FromServiceWorker, ToServiceWorker } from './serve.ts';
import { dropSite } from './store.ts';

/** Reloads the page in the newest version. */
export type TakeVersion = () => void;

const tell = (worker: ServiceWorker | null, message: ToServiceWorker): void =>
	worker?.postMessage(message);

/** What may come of keeping the site. */
export type KeepingTold = Readonly<{
	/** A version has come whole and waits. */
	onready: (take: TakeVersion) => void;
	/** Nothing may be kept here, as in some private windows. */
	onrefused: () => void;
	/** There is no room for all of it. */
	onfull: () => void;
}>;

/** Whether a person asked to be sent no more than they use. */
function savesData(): boolean {
	const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
	return connection?.saveData === true;
}

/** Whether this browser can keep the site, and nobody asked that it be sent no more than is used. */
export const canKeepSite = (): boolean => 'serviceWorker' in navigator && !savesData();

/** Calls back when a worker has come whole. */
function whenInstalled(worker: ServiceWorker | null, callback: () => void): void {
	if (worker?.state === 'installed') callback();
	else
		worker?.addEventListener('statechange', () => {
			if (worker.state === 'installed') callback();
		});
}

/**
 * Has the site kept for visits without a network, and watches for its next version. Where the browser
 * has no service workers, permits none or has no room, everything else works as before.
 *
 * @param base the folder of the site
 */
export async function keepSite(
	base: URL,
	{ onready, onrefused, onfull }: KeepingTold
): Promise<void> {
	const { serviceWorker } = navigator;
	serviceWorker.addEventListener('message', ({ data }: MessageEvent<FromServiceWorker>) => {
		if (data === 'no-room') onfull();
	});
	/** Whether this page came from a worker: then another one is another version. */
	let had = serviceWorker.controller !== null;
	const registration = await serviceWorker
		.register(new URL('service-worker.js', base))
		.catch(() => null);
	if (!registration) return onrefused();

	let taken = false;
	const watch = (worker: ServiceWorker | null) =>
		whenInstalled(worker, () => {
			if (registration.active)
				onready(() => {
					taken = true;
					tell(worker, 'take-over');
				});
		});
	watch(registration.waiting);
	watch(registration.installing);
	registration.addEventListener('updatefound', () => watch(registration.installing));
	serviceWorker.addEventListener('controllerchange', () => {
		if (taken) location.reload();
		// Another page has taken it. The first worker of all is no new version to a page.
		else if (had) onready(() => location.reload());
		had = true;
	});
	const { active } = await serviceWorker.ready;
	tell(active, 'keep-rest');
}

/** Looks for a new version now, as when a part of this one is gone. */
export async function lookForVersion(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const registration = await navigator.serviceWorker.getRegistration();
	await registration?.update().catch(() => {});
}

/** Loads what the host has now, whatever is kept. */
export async function reloadFromHost(): Promise<void> {
	if ('serviceWorker' in navigator) {
		const registration = await navigator.serviceWorker.getRegistration();
		await registration?.unregister();
	}
	location.reload();
}

/** Keeps the site no longer, and drops what is kept of it. The page that is open goes on. */
export async function removeSite(base: URL): Promise<void> {
	const registration = await navigator.serviceWorker.getRegistration();
	await registration?.unregister();
	await dropSite(base);
}
