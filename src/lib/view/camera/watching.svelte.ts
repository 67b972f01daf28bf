import type { LiveClient } from '../../benchmark/client.ts';
import type { Seen, Watched, WatchRequest } from '../../benchmark/watch/watch.ts';
import type { Preprocessing } from '../../image/preprocessing.ts';
import { Job } from '../run/runner.svelte.ts';
import { CameraLoop, type Looker } from './camera-loop.svelte.ts';
import type { FrameTimes } from './frames.ts';

/** The network that looks, and how frames are prepared for it. */
export type Looking = Readonly<{
	network: Omit<WatchRequest, 'subject'>;
	preprocessing: Preprocessing;
}>;

let lastNumber = 0;

/** A camera, and a network that names what it shows. */
export class Watching {
	readonly #client: LiveClient;
	/** Opening of the network. */
	readonly job: Job<'watch'>;
	readonly #number = ++lastNumber;
	/** Done when no frame is looked at; a frame that is left in the middle leaves its values on the device. */
	#answered: Promise<unknown> = Promise.resolve();
	#inFlight = false;

	/** Its failures are the camera’s and the frames’; the network’s own are the job’s. */
	readonly loop: CameraLoop<FrameTimes>;
	watched = $state.raw<Watched | null>(null);
	seen = $state.raw<Seen | null>(null);

	constructor(client: LiveClient) {
		this.#client = client;
		this.job = new Job(client, 'watch');
		this.loop = new CameraLoop(() => {
			this.seen = null;
			this.job.leave();
		});
	}

	/** Whether the worker does something else, that looking would cancel. */
	isTaken = (): boolean => !this.#inFlight && this.job.isTaken();

	/**
	 * Starts a camera, and looks at what it gives.
	 *
	 * @param id which camera; `null` takes one
	 * @param looking `null` only shows the picture
	 * @param video shows the stream, as soon as there is one
	 */
	start = (id: string | null, looking: Looking | null, video: HTMLVideoElement): Promise<void> =>
		this.loop.start(id, looking && this.#looker(looking), video);

	/** Switches everything off, and frees the network. */
	close = async (): Promise<void> => {
		const ours = this.#inFlight || this.job.running;
		this.loop.close();
		if (ours) await this.#client.stop();
		this.#client.release();
	};

	#looker({ network, preprocessing }: Looking): Looker<FrameTimes> {
		return {
			open: async () => {
				await this.#answered;
				if (!this.loop.running) return false;
				// Why there is none is the job’s to say.
				const watched = await this.job.run({ ...network, subject: this.#number });
				if (watched) this.watched = watched;
				return watched !== null;
			},
			look: (frame) => this.#ask(frame, preprocessing)
		};
	}

	/** What the network sees in a frame; `null` where another task has come in between. @throws LiveError */
	async #ask(frame: ImageBitmap, preprocessing: Preprocessing): Promise<Seen | null> {
		if (this.#client.busy()) {
			frame.close();
			return null;
		}
		this.#inFlight = true;
		const request = { subject: this.#number, frame, preprocessing };
		const asked = this.#client.ask('frame', request, () => {}, [frame]);
		this.#answered = asked;
		const outcome = await asked;
		this.#inFlight = false;
		if (outcome.kind === 'failed') this.loop.fail(outcome.failure);
		if (outcome.kind !== 'done') return null;
		if (this.loop.running) this.seen = outcome.result;
		return outcome.result;
	}
}
