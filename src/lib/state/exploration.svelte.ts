import type { Axes } from '../explore/axes.ts';
import { noneOf } from '../explore/columns.ts';
import { drawable } from '../explore/default-space.ts';
import type { Drawn } from '../explore/gather.ts';
import { createPool, type Pool } from '../explore/pool.ts';
import type { Query } from '../explore/query.ts';
import { printQuery, printSpace, type Exploring } from '../share/space-link.ts';

export type DrawStatus = 'drawing' | 'done' | 'cancelled' | 'failed';

/** The set that was drawn last in this visit, so that coming back to it costs nothing. */
let last: Readonly<{ key: string; link: string; drawn: Drawn }> | null = null;

/** The hash of the space that was open last in this visit. */
export const lastSpace = (): string | null => last?.link ?? null;

/** How often the page hears of progress, ms. */
const REFRESH = 200;

/** A query with the designs that are drawn of it. */
export class Exploration {
	readonly #pool: Pool;
	#stop = new AbortController();

	query: Query;
	axes: Axes;
	/** Designs of `of`; while the first of a new query are on their way, those of the one before. */
	drawn: Drawn;
	/** The query that `drawn` belongs to. */
	of: Query;
	status = $state.raw<DrawStatus>('done');
	/** Why nothing could be drawn, and what to do. */
	failure = $state.raw<string | null>(null);
	/** How long drawing took so far, s; `null` for a set that was drawn before. */
	seconds = $state.raw<number | null>(null);
	/** How many workers the next draw has. */
	workers: number;
	/** How many the set was drawn with. */
	drawnWith = $state.raw(1);
	/** The hash of an address that brings this set and chart back. */
	readonly link = $derived.by(() => printSpace({ query: this.query, axes: this.axes }));

	/** @param cores of this device; one is left to the page */
	constructor(initial: Exploring, cores: number, pool: Pool = createPool()) {
		this.#pool = pool;
		this.query = $state.raw(initial.query);
		this.axes = $state.raw(initial.axes);
		this.drawn = $state.raw(noneOf(initial.query.space));
		this.of = $state.raw(initial.query);
		this.workers = $state.raw(Math.max(1, cores - 1));
	}

	/** Takes up another query and draws it. */
	change = (asked: Query): void => {
		const next = drawable(asked);
		if (printQuery(next) === printQuery(this.query)) return;
		this.query = next;
		this.draw();
	};

	look = (axes: Axes): void => {
		this.axes = axes;
		if (last && last.key === printQuery(this.query)) last = { ...last, link: this.link };
	};

	/** Takes up what a link holds; what this visit has drawn last is there at once. */
	open = (exploring: Exploring): void => {
		this.query = exploring.query;
		this.axes = exploring.axes;
		if (last?.key !== printQuery(this.query)) return this.draw();
		this.#stop.abort();
		this.#stop = new AbortController();
		this.#show(last.drawn, this.query);
		this.status = 'done';
		this.failure = null;
		this.seconds = null;
	};

	draw = (): void => {
		void this.#draw();
	};

	cancel = (): void => this.#stop.abort();

	useWorkers = (count: number): void => {
		this.workers = count;
	};

	dispose = (): void => {
		this.#stop.abort();
		this.#pool.dispose();
	};

	#show(drawn: Drawn, of: Query): void {
		this.drawn = drawn;
		this.of = of;
	}

	async #draw(): Promise<void> {
		this.#stop.abort();
		const own = (this.#stop = new AbortController());
		const asked = this.query;
		const begun = performance.now();
		let refreshed = begun;
		this.status = 'drawing';
		this.failure = null;
		this.seconds = 0;
		this.drawnWith = this.workers;
		const outcome = await this.#pool.draw(asked, {
			workers: this.workers,
			signal: own.signal,
			onprogress: (read) => {
				const now = performance.now();
				if (now - refreshed < REFRESH) return;
				refreshed = now;
				this.seconds = (now - begun) / 1000;
				this.#show(read(), asked);
			}
		});
		// A newer draw has taken the place of this one.
		if (own !== this.#stop) return;
		this.status = outcome.kind;
		this.seconds = (performance.now() - begun) / 1000;
		if (outcome.kind === 'failed') {
			this.failure = outcome.message;
			return;
		}
		this.#show(outcome.drawn, asked);
		if (outcome.kind !== 'done') return;
		const link = printSpace({ query: asked, axes: this.axes });
		last = { key: printQuery(asked), link, drawn: outcome.drawn };
	}
}
