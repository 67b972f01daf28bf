import { failureText, NOT_LOADED } from '../errors/failure.ts';
import { createGathering, type Drawn } from './gather.ts';
import type { Draws } from './protocol.ts';
import { whenReleased } from '../workers/lifetime.ts';
import { posted, type Query } from './query.ts';
import { startWorker, type DrawWorker, type StartedWorker } from './start-worker.ts';

export type DrawOutcome = Readonly<
	{ kind: 'done' | 'cancelled'; drawn: Drawn } | { kind: 'failed'; message: string }
>;

export type DrawOptions = Readonly<{
	workers: number;
	signal: AbortSignal;
	/** Told whenever more is known; `read` gives it. */
	onprogress: (read: () => Drawn) => void;
}>;

export type Pool = Readonly<{
	/** Draws the designs of a query; the set is the same however many workers there are. */
	draw(query: Query, options: DrawOptions): Promise<DrawOutcome>;
	/** Ends all workers. */
	dispose(): void;
}>;

/** Draws of one message: a few hundredths of a second of work. */
const CHUNK = 128;
/** Messages that a worker has at a time, so that it never waits for the page. */
const AHEAD = 2;

const BROKEN: DrawOutcome = {
	kind: 'failed',
	message:
		'A worker that draws designs failed. Draw again; if it fails again, reload the page or use fewer workers.'
};
/** A worker broke before it had said anything: it has not come at all. */
const LOST: DrawOutcome = { kind: 'failed', message: failureText(NOT_LOADED) };

const createDrawWorker = (): DrawWorker =>
	new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'draw' });

/** Workers that draw designs; they are started when they are first needed, and kept. */
export function createPool(createWorker: () => DrawWorker = createDrawWorker): Pool {
	let workers: StartedWorker[] = [];
	let deliver: (worker: StartedWorker, message: Draws) => void = () => {};
	let fail: (outcome: DrawOutcome) => void = () => {};
	let lastId = 0;

	function dispose() {
		for (const worker of workers) worker.terminate();
		workers = [];
	}

	function start(): StartedWorker {
		const broken = (came: boolean) => {
			if (!workers.includes(worker)) return;
			dispose();
			fail(came ? BROKEN : LOST);
		};
		const worker: StartedWorker = startWorker(createWorker, {
			hear(answer) {
				if (answer.type === 'alive') whenReleased(answer.lock, () => broken(true));
				else deliver(worker, answer);
			},
			broken
		});
		return worker;
	}

	function draw(
		query: Query,
		{ workers: count, signal, onprogress }: DrawOptions
	): Promise<DrawOutcome> {
		const id = ++lastId;
		const gathering = createGathering(query);
		while (workers.length < count) workers.push(start());
		const used = workers.slice(0, count);
		let next = 0;

		function ask(worker: StartedWorker) {
			if (next >= gathering.draws) return;
			const first = next;
			next = Math.min(gathering.draws, first + CHUNK);
			worker.postMessage({ type: 'draw', id, first, count: next - first });
		}

		return new Promise<DrawOutcome>((resolve) => {
			let open = true;
			function end(outcome: DrawOutcome) {
				open = false;
				resolve(outcome);
			}
			fail = (outcome) => open && end(outcome);
			const cancel = () => open && end({ kind: 'cancelled', drawn: gathering.read() });
			signal.addEventListener('abort', cancel, { once: true });
			if (signal.aborted) cancel();
			// What an earlier query still had under way is not for this one.
			deliver = (worker, message) => {
				if (!open || message.id !== id) return;
				gathering.add(message.chunk);
				if (gathering.done) return end({ kind: 'done', drawn: gathering.read() });
				onprogress(gathering.read);
				ask(worker);
			};
			if (!open) return;
			for (const worker of used) worker.postMessage({ type: 'query', id, query: posted(query) });
			for (let i = 0; i < AHEAD; i++) for (const worker of used) ask(worker);
		});
	}

	return { draw, dispose };
}
