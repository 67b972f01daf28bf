import type { Backend } from '../../live/backends.ts';
import type { Card } from '../../live/card.ts';
import type { LiveClient } from '../../live/client.ts';
import type { Failure } from '../../live/failure.ts';
import type { Progress, RunRequest } from '../../live/protocol.ts';

/** What the panel shows: at most one run under way, and how the last one ended. */
export type Runner = Readonly<{
	/** What can run here; empty until it is known. */
	readonly backends: readonly Backend[];
	readonly running: boolean;
	readonly progress: Progress | null;
	/** Seconds since the run began to do what it does now. */
	readonly seconds: number;
	readonly card: Card | null;
	/** The last run of the same with the other kernels, if there was one. */
	readonly rival: Card | null;
	readonly failure: Failure | null;
	/** Why the last run has no result, if it was cancelled. */
	readonly note: string;
	look(): Promise<void>;
	run(request: RunRequest): Promise<Card | null>;
	stop(): void;
	/** The design that is on screen: a run of another one ends. */
	show(design: string): void;
	dispose(): void;
}>;

/** The one of earlier runs that differs from a new one in its kernels alone. */
function rivalOf(card: Card, earlier: readonly (Card | null)[]): Card | null {
	const alike = (other: Card): boolean =>
		other.kernels !== card.kernels &&
		other.design === card.design &&
		other.backend === card.backend &&
		other.batch === card.batch;
	return earlier.find((other) => other !== null && alike(other)) ?? null;
}

export function createRunner(client: LiveClient): Runner {
	let backends = $state.raw<readonly Backend[]>([]);
	let request = $state.raw<RunRequest | null>(null);
	let progress = $state.raw<Progress | null>(null);
	let seconds = $state(0);
	let card = $state.raw<Card | null>(null);
	let rival = $state.raw<Card | null>(null);
	let failure = $state.raw<Failure | null>(null);
	let note = $state('');
	let ticking: ReturnType<typeof setInterval> | undefined;

	function advance(next: Progress | null) {
		if (next?.phase !== progress?.phase) seconds = 0;
		progress = next;
	}

	function begin(next: RunRequest) {
		request = next;
		failure = null;
		note = '';
		advance(null);
		clearInterval(ticking);
		ticking = setInterval(() => (seconds += 1), 1000);
	}

	function end() {
		request = null;
		clearInterval(ticking);
	}

	return {
		get backends() {
			return backends;
		},
		get running() {
			return request !== null;
		},
		get progress() {
			return progress;
		},
		get seconds() {
			return seconds;
		},
		get card() {
			return card;
		},
		get rival() {
			return rival;
		},
		get failure() {
			return failure;
		},
		get note() {
			return note;
		},
		async look() {
			backends = await client.backends();
		},
		async run(next) {
			begin(next);
			const outcome = await client.run(next, advance);
			if (request !== next) return null;
			end();
			switch (outcome.kind) {
				case 'done':
					rival = rivalOf(outcome.card, [card, rival]);
					card = outcome.card;
					return card;
				case 'failed':
					failure = outcome.failure;
					return null;
				case 'cancelled':
					note ||= 'Cancelled.';
					return null;
			}
		},
		stop() {
			void client.stop();
		},
		show(design) {
			if (request === null || request.design === design) return;
			note = 'Cancelled, because the design changed.';
			void client.stop();
		},
		dispose() {
			end();
			client.dispose();
		}
	};
}
