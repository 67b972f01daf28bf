import type { Axes } from '../explore/axes.ts';
import { noneOf } from '../explore/columns.ts';
import { drawable } from '../explore/default-space.ts';
import type { Drawn } from '../explore/gather.ts';
import { createPool, type Pool } from '../explore/pool.ts';
import type { Query } from '../explore/query.ts';
import { printQuery, printSpace, type Exploring } from '../share/space-link.ts';

export type DrawStatus = 'drawing' | 'done' | 'cancelled' | 'failed';

/** A query with the designs that are drawn of it. */
export type Exploration = Readonly<{
	readonly query: Query;
	readonly axes: Axes;
	/** The hash of an address that brings this set and chart back. */
	readonly link: string;
	/** Designs of `of`; while the first of a new query are on their way, those of the one before. */
	readonly drawn: Drawn;
	/** The query that `drawn` belongs to. */
	readonly of: Query;
	readonly status: DrawStatus;
	/** Why nothing could be drawn, and what to do. */
	readonly failure: string | null;
	/** How long drawing took so far, s; `null` for a set that was drawn before. */
	readonly seconds: number | null;
	/** How many workers the next draw has. */
	readonly workers: number;
	/** How many the set was drawn with. */
	readonly drawnWith: number;
	/** Takes up another query and draws it. */
	change(query: Query): void;
	look(axes: Axes): void;
	/** Takes up what a link holds; what this visit has drawn last is there at once. */
	open(exploring: Exploring): void;
	draw(): void;
	cancel(): void;
	useWorkers(count: number): void;
	dispose(): void;
}>;

/** The set that was drawn last in this visit, so that coming back to it costs nothing. */
let last: Readonly<{ key: string; link: string; drawn: Drawn }> | null = null;

/** The hash of the space that was open last in this visit. */
export const lastSpace = (): string | null => last?.link ?? null;

/** How often the page hears of progress, ms. */
const REFRESH = 200;

/**
 * @param cores of this device; one is left to the page
 */
export function createExploration(
	initial: Exploring,
	cores: number,
	pool: Pool = createPool()
): Exploration {
	let query = $state.raw(initial.query);
	let axes = $state.raw(initial.axes);
	let drawn = $state.raw<Drawn>(noneOf(initial.query.space));
	let of = $state.raw(initial.query);
	let status = $state.raw<DrawStatus>('done');
	let failure = $state.raw<string | null>(null);
	let seconds = $state.raw<number | null>(null);
	let workers = $state.raw(Math.max(1, cores - 1));
	let drawnWith = $state.raw(1);
	let stop = new AbortController();

	function show(next: Drawn, owner: Query) {
		drawn = next;
		of = owner;
	}

	async function draw() {
		stop.abort();
		const own = (stop = new AbortController());
		const asked = query;
		const begun = performance.now();
		let told = begun;
		status = 'drawing';
		failure = null;
		seconds = 0;
		drawnWith = workers;
		const outcome = await pool.draw(asked, {
			workers,
			signal: own.signal,
			onprogress(read) {
				const now = performance.now();
				if (now - told < REFRESH) return;
				told = now;
				seconds = (now - begun) / 1000;
				show(read(), asked);
			}
		});
		// A newer draw has taken the place of this one.
		if (own !== stop) return;
		status = outcome.kind;
		seconds = (performance.now() - begun) / 1000;
		if (outcome.kind === 'failed') {
			failure = outcome.message;
			return;
		}
		show(outcome.drawn, asked);
		if (outcome.kind === 'done')
			last = { key: printQuery(asked), link: printSpace({ query: asked, axes }), drawn };
	}

	return {
		get query() {
			return query;
		},
		get axes() {
			return axes;
		},
		get link() {
			return printSpace({ query, axes });
		},
		get drawn() {
			return drawn;
		},
		get of() {
			return of;
		},
		get status() {
			return status;
		},
		get failure() {
			return failure;
		},
		get seconds() {
			return seconds;
		},
		get workers() {
			return workers;
		},
		get drawnWith() {
			return drawnWith;
		},
		change(asked) {
			const next = drawable(asked);
			if (printQuery(next) === printQuery(query)) return;
			query = next;
			void draw();
		},
		look(next) {
			axes = next;
			if (last && last.key === printQuery(query))
				last = { ...last, link: printSpace({ query, axes }) };
		},
		open(exploring) {
			query = exploring.query;
			axes = exploring.axes;
			if (last?.key !== printQuery(query)) return void draw();
			stop.abort();
			stop = new AbortController();
			show(last.drawn, query);
			status = 'done';
			failure = null;
			seconds = null;
		},
		draw() {
			void draw();
		},
		cancel() {
			stop.abort();
		},
		useWorkers(count) {
			workers = count;
		},
		dispose() {
			stop.abort();
			pool.dispose();
		}
	};
}
