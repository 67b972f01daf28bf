import type { LiveClient } from '../../benchmark/client.ts';
import { pageVisibility } from '../../benchmark/visibility.ts';
import type { Seen, Watched, WatchRequest } from '../../benchmark/watch/watch.ts';
import { failureOf, type Failure } from '../../errors/failure.ts';
import type { Preprocessing } from '../../image/preprocessing.ts';
import { Job } from '../run/runner.svelte.ts';
import {
	cameraOf,
	camerasHere,
	nextFrame,
	startCamera,
	stopCamera,
	UNPLUGGED,
	type CameraChoice
} from './camera.ts';
import { NO_FRAMES, withFrame, type Frames } from './frames.ts';

/** The network that looks, and how frames are prepared for it. */
export type Looking = Readonly<{
	network: Omit<WatchRequest, 'subject'>;
	preprocessing: Preprocessing;
}>;

let lastNumber = 0;

/**
 * A camera and a network that looks at its frames, one at a time: the next frame is taken when the
 * answer to the last is there, and none waits.
 */
export class Watching {
	readonly #client: LiveClient;
	/** Opening of the network. */
	readonly job: Job<'watch'>;
	readonly #number = ++lastNumber;
	/** Names what goes on: what was begun under an earlier one has been stopped. */
	#turn = 0;
	/** Done when no frame is looked at; a frame that is left in the middle leaves its values on the device. */
	#answered: Promise<unknown> = Promise.resolve();
	#inFlight = false;
	readonly #unwatch: () => void;

	/** What the camera gives; `null` while it is off. */
	stream = $state.raw<MediaStream | null>(null);
	cameras = $state.raw<readonly CameraChoice[]>([]);
	/** The camera that gives the stream, or gave the last one. */
	camera = $state.raw<string | null>(null);
	/** Whether the camera is on, or is being started. */
	running = $state(false);
	/** Whether the camera is on and gives no pictures for a while, as where a laptop’s lid covers it. */
	silent = $state(false);
	/** Why the camera or a frame failed; the network’s own failures are the job’s. */
	failure = $state.raw<Failure | null>(null);
	/** Why it has stopped, where nobody asked for it. */
	note = $state('');
	watched = $state.raw<Watched | null>(null);
	seen = $state.raw<Seen | null>(null);
	frames = $state.raw<Frames>(NO_FRAMES);

	constructor(client: LiveClient) {
		this.#client = client;
		this.job = new Job(client, 'watch');
		this.#unwatch = pageVisibility.watch(() => {
			if (!pageVisibility.seen() && this.running)
				this.stop('The camera was switched off, because this page was not seen.');
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
	start = async (
		id: string | null,
		looking: Looking | null,
		video: HTMLVideoElement
	): Promise<void> => {
		this.stop();
		const turn = this.#turn;
		[this.failure, this.note, this.running] = [null, '', true];
		[this.seen, this.frames] = [null, NO_FRAMES];
		try {
			const stream = await startCamera(id);
			if (turn !== this.#turn) return stopCamera(stream);
			this.#show(stream, turn);
			if (looking) await this.#look(looking, video, turn);
		} catch (error) {
			if (turn === this.#turn) this.#fail(failureOf(error));
		}
	};

	/** Switches the camera off; the network stays open. */
	stop = (note = ''): void => {
		this.#turn += 1;
		stopCamera(this.stream);
		[this.stream, this.running, this.silent, this.seen] = [null, false, false, null];
		this.note = note;
		this.job.leave();
	};

	/** Switches everything off, and frees the network. */
	close = async (): Promise<void> => {
		const ours = this.#inFlight || this.job.running;
		this.stop();
		this.#unwatch();
		if (ours) await this.#client.stop();
		this.#client.release();
	};

	#fail(failure: Failure): void {
		this.stop();
		this.failure = failure;
	}

	#show(stream: MediaStream, turn: number): void {
		[this.stream, this.camera] = [stream, cameraOf(stream)];
		for (const track of stream.getTracks()) {
			track.addEventListener('ended', () => {
				if (turn === this.#turn) this.#fail(UNPLUGGED);
			});
			const told = () => (this.silent = turn === this.#turn && track.muted);
			track.addEventListener('mute', told);
			track.addEventListener('unmute', told);
		}
		void camerasHere().then((cameras) => (this.cameras = cameras));
	}

	async #look({ network, preprocessing }: Looking, video: HTMLVideoElement, turn: number) {
		await this.#answered;
		if (turn !== this.#turn) return;
		const watched = await this.job.run({ ...network, subject: this.#number });
		if (turn !== this.#turn) return;
		// Why there is none is the job’s to say.
		if (!watched) return this.stop();
		this.watched = watched;
		while (turn === this.#turn) {
			const frame = await nextFrame(video);
			const seen = turn === this.#turn ? await this.#ask(frame, preprocessing) : null;
			frame.close();
			if (turn !== this.#turn) return;
			if (!seen) return this.stop('Stopped, because another measurement began.');
			this.seen = seen;
			this.frames = withFrame(this.frames, { ...seen, at: performance.now() });
		}
	}

	/** What the network sees in a frame; `null` where another task has come in between. @throws LiveError */
	async #ask(frame: ImageBitmap, preprocessing: Preprocessing): Promise<Seen | null> {
		if (this.#client.busy()) return null;
		this.#inFlight = true;
		const request = { subject: this.#number, frame, preprocessing };
		const asked = this.#client.ask('frame', request, () => {}, [frame]);
		this.#answered = asked;
		const outcome = await asked;
		this.#inFlight = false;
		if (outcome.kind === 'failed') this.#fail(outcome.failure);
		return outcome.kind === 'done' ? outcome.result : null;
	}
}
