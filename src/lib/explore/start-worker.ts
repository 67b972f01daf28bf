import type { DrawAnswer, DrawRequest } from './protocol.ts';

/** What is needed of a worker that draws. */
export type DrawWorker = Readonly<{
	postMessage(message: DrawRequest): void;
	terminate(): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<DrawAnswer>) => void): void;
	addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}>;

/** A worker that comes if it can. */
export type StartedWorker = Pick<DrawWorker, 'postMessage' | 'terminate'>;

type Listening = Readonly<{
	hear: (answer: DrawAnswer) => void;
	/** @param came whether it had said anything */
	broken: (came: boolean) => void;
}>;

/** Before one that did not come is started again, ms. */
const PAUSES = [0, 0, 100, 200, 400, 800, 1600];

/**
 * Starts a worker, and again where it does not come: in the first seconds of a page WebKit (seen in
 * WebKitGTK 2.50) loses some of several that start at once, though it has their script.
 */
export function startWorker(create: () => DrawWorker, { hear, broken }: Listening): StartedWorker {
	/** What it was told before it came. */
	const told: DrawRequest[] = [];
	let came = false;
	let isEnded = false;
	let starts = 0;
	let worker = begin();

	function begin(): DrawWorker {
		const begun = create();
		starts += 1;
		const isCurrent = () => !isEnded && begun === worker;
		const onbroken = () => {
			if (!isCurrent()) return;
			const pause = came ? undefined : PAUSES[starts - 1];
			if (pause === undefined) return broken(came);
			begun.terminate();
			setTimeout(() => isCurrent() && again(), pause);
		};
		begun.addEventListener('message', ({ data }) => {
			if (!isCurrent()) return;
			came = true;
			told.length = 0;
			hear(data);
		});
		begun.addEventListener('error', onbroken);
		begun.addEventListener('messageerror', onbroken);
		return begun;
	}

	function again(): void {
		worker = begin();
		for (const message of told) worker.postMessage(message);
	}

	return {
		postMessage(message) {
			if (!came) told.push(message);
			worker.postMessage(message);
		},
		terminate() {
			isEnded = true;
			worker.terminate();
		}
	};
}
