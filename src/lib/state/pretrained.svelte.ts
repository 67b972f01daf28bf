import { Cancelled, failureOf, type Failure } from '../errors/failure.ts';
import { download, type DownloadProgress } from '../hub/download.ts';
import { lookUp, openedName, type HubFile } from '../hub/repository.ts';
import type { KeptFile, WeightStore } from '../hub/store.ts';
import { readKept, whole, writeKept, type Kept } from '../json/kept.ts';
import { dropped } from './dropped.svelte.ts';

/** What is under way: a repository, and its file once the hub has said what it is. */
export type Job = Readonly<{
	repository: string;
	file: HubFile | null;
	progress: DownloadProgress | null;
}>;

/** What it works with: a browser's own or, in tests, others. */
export type HubOptions = Readonly<{
	/** The hubs that the page may ask, the usual one first. */
	hubs: readonly [string, ...string[]];
	openStore: () => Promise<WeightStore>;
	storage: () => Storage;
}>;

const HUB = (hubs: HubOptions['hubs']): Kept<string> => ({
	key: 'hub-address',
	version: 1,
	label: 'the hub’s address',
	parse: whole((value) => hubs.find((hub) => hub === value) ?? null),
	fallback: hubs[0]
});

const waited = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});

/** Weights from the hub: what is fetched now, and what is kept. */
export class PretrainedWeights {
	readonly hubs: HubOptions['hubs'];
	readonly #storage: () => Storage;
	readonly #store: Promise<WeightStore>;
	#stopper = new AbortController();

	/** The hub that is asked. */
	hub = $state.raw('');
	job = $state.raw<Job | null>(null);
	failure = $state.raw<Failure | null>(null);
	/** What a person asked about, and the hub has. */
	found = $state.raw<HubFile | null>(null);
	kept = $state.raw<readonly KeptFile[]>([]);

	constructor({ hubs, openStore, storage }: HubOptions) {
		this.hubs = hubs;
		this.#storage = storage;
		this.#store = openStore();
		this.hub = readKept(storage, HUB(hubs), dropped.tell);
		void this.#list();
	}

	choose = (hub: string): void => {
		this.hub = hub;
		this.found = null;
		writeKept(this.#storage, HUB(this.hubs), hub);
	};

	/** Asks the hub what it has of a repository. */
	look = async (repository: string): Promise<void> => {
		this.found = null;
		this.found = await this.#do(repository, (network) => lookUp(this.hub, repository, network));
	};

	/**
	 * Gets the file of a repository, from the browser where it is kept.
	 *
	 * @returns `null` where there is none: why is in `failure`, unless it was cancelled
	 */
	get = async (repository: string, known?: HubFile): Promise<File | null> => {
		const store = await this.#store;
		const kept = this.kept.find(({ file, checked }) => checked && file.repository === repository);
		const file = await this.#do(repository, async (network) => {
			const file = known ?? kept?.file ?? (await lookUp(this.hub, repository, network));
			const onprogress = (progress: DownloadProgress) => {
				this.job = { repository, file, progress };
			};
			this.job = { repository, file, progress: null };
			const blob = await download(this.hub, file, { ...network, store, onprogress });
			return new File([blob], openedName(file));
		});
		await this.#list();
		return file;
	};

	cancel = (): void => this.#stopper.abort();

	remove = async (sha256: string): Promise<void> => {
		await (await this.#store).remove(sha256);
		await this.#list();
	};

	clear = async (): Promise<void> => {
		const store = await this.#store;
		for (const { file } of this.kept) await store.remove(file.sha256);
		await this.#list();
	};

	async #list(): Promise<void> {
		this.kept = await (await this.#store).all();
	}

	/** Does one thing at a time: what is begun later stops what was begun before. */
	async #do<T>(
		repository: string,
		work: (network: { fetch: typeof fetch; signal: AbortSignal; wait: typeof waited }) => Promise<T>
	): Promise<T | null> {
		this.#stopper.abort();
		const stopper = (this.#stopper = new AbortController());
		this.failure = null;
		this.job = { repository, file: null, progress: null };
		try {
			const done = await work({
				fetch: (...asked) => fetch(...asked),
				signal: stopper.signal,
				wait: waited
			});
			return stopper === this.#stopper ? done : null;
		} catch (error) {
			const stopped = error instanceof Cancelled || stopper.signal.aborted;
			if (!stopped) this.failure = failureOf(error);
			return null;
		} finally {
			if (stopper === this.#stopper) this.job = null;
		}
	}
}
