import type { Lesion } from '../../arch/lesions.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Features, InspectRequest, Question } from '../../benchmark/inspect/inspect.ts';
import { Job } from '../run/runner.svelte.ts';
import { numbersOf, sameNetwork, sameSubject, type Subject } from './subject.ts';

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Looks into a network layer by layer. A layer that is asked for while another is computed waits for
 * it, and only the newest of those is computed: one that is left in the middle would take the network
 * with it.
 */
export class Inspection {
	readonly #client: LiveClient;
	readonly job: Job<'inspect'>;
	#subject: Subject | null = null;
	#next: InspectRequest | null = null;
	/** What is computed or shown. */
	#asked: Pick<InspectRequest, 'path' | 'question' | 'without'> | null = null;
	#working: Promise<void> | null = null;

	/** What came out of the layer that was asked for last and has been computed. */
	features = $state.raw<Features | null>(null);

	constructor(client: LiveClient) {
		this.#client = client;
		this.job = new Job(client, 'inspect');
	}

	/** Asks for a layer, and perhaps about a class, once; what was asked for before is forgotten. */
	look = (
		subject: Subject,
		path: string,
		question: Question | null,
		without: readonly Lesion[] = []
	): void => {
		this.keep(subject);
		const asked = { path, question, without };
		if (alike(this.#asked, asked)) return;
		this.#asked = asked;
		this.#subject = subject;
		this.#next = { ...subject, ...asked, ...numbersOf(subject) };
		this.#working ??= this.#work();
	};

	/** Done when all that was asked for is there, or has failed. */
	settled = async (): Promise<void> => {
		await this.#working;
	};

	/**
	 * Drops what is of another network or of other weights. What is seen of another picture stays until
	 * the same is seen of this one: the network is not built for it.
	 */
	keep = (subject: Subject): void => {
		if (!this.#subject || sameSubject(this.#subject, subject)) return;
		if (!sameNetwork(this.#subject, subject)) return this.forget();
		this.#subject = subject;
		[this.#next, this.#asked] = [null, null];
	};

	forget = (): void => {
		this.#subject = null;
		this.#next = null;
		this.#asked = null;
		this.features = null;
		this.job.keepIf(() => false);
	};

	/** Ends what is under way, and frees the network. */
	close = async (): Promise<void> => {
		const { running } = this.job;
		this.forget();
		this.job.leave();
		if (running) await this.#client.stop();
		this.#client.release();
	};

	/** What is to be computed next, once. */
	#take(): InspectRequest | null {
		const next = this.#next;
		this.#next = null;
		return next;
	}

	async #work(): Promise<void> {
		for (let request = this.#take(); request; request = this.#take()) {
			const found = await this.job.run(request);
			if (!this.#subject || !sameSubject(request, this.#subject)) continue;
			if (found) this.features = found;
			// Why there is nothing is said; what failed for one layer would fail for the next.
			else [this.#next, this.#asked] = [null, null];
		}
		this.#working = null;
	}
}
