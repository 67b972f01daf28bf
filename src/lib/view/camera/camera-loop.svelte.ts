import { pageVisibility } from '../../benchmark/visibility.ts';
import { failureOf, type Failure } from '../../errors/failure.ts';
import {
	cameraOf,
	camerasHere,
	nextFrame,
	pictureOf,
	startCamera,
	stopCamera,
	UNPLUGGED,
	type CameraChoice
} from './camera.ts';
import { NO_FRAMES, withFrame, type Frames } from './frames.ts';

/** What looks at frames, one at a time. */
export type Looker<T> = Readonly<{
	/** Makes ready; tells whether it can look. Why it cannot is its own to say. */
	open(): Promise<boolean>;
	/**
	 * Looks at a frame, which is its own to close, and tells what of its time is known; `null` where
	 * something else came in between.
	 *
	 * @throws LiveError
	 */
	look(frame: ImageBitmap): Promise<T | null>;
}>;

/**
 * A camera whose frames are looked at one at a time: the next one is taken when the answer to the last is
 * there, and none waits.
 */
export class CameraLoop<T> {
	/** Names what goes on: what was begun under an earlier one has been stopped. */
	#turn = 0;
	readonly #unwatch: () => void;
	readonly #onstop: () => void;

	/** What the camera gives; `null` while it is off. */
	stream = $state.raw<MediaStream | null>(null);
	cameras = $state.raw<readonly CameraChoice[]>([]);
	/** The camera that gives the stream, or gave the last one. */
	camera = $state.raw<string | null>(null);
	/** Whether the camera is on, or is being started. */
	running = $state(false);
	/** Whether the camera is on and gives no pictures for a while, as where a laptop’s lid covers it. */
	silent = $state(false);
	/** Why the camera or a frame failed. */
	failure = $state.raw<Failure | null>(null);
	/** Why it has stopped, where nobody asked for it. */
	note = $state('');
	frames = $state.raw<Frames<T>>(NO_FRAMES);

	/** @param onstop called whenever it is switched off */
	constructor(onstop: () => void) {
		this.#onstop = onstop;
		this.#unwatch = pageVisibility.watch(() => {
			if (!pageVisibility.seen() && this.running)
				this.stop('The camera was switched off, because this page was not seen.');
		});
	}

	/**
	 * Starts a camera, and has what it gives looked at.
	 *
	 * @param id which camera; `null` takes one
	 * @param looker `null` only shows the picture
	 * @param video shows the stream, as soon as there is one
	 */
	start = async (
		id: string | null,
		looker: Looker<T> | null,
		video: HTMLVideoElement
	): Promise<void> => {
		this.stop();
		const turn = this.#turn;
		[this.failure, this.note, this.running] = [null, '', true];
		this.frames = NO_FRAMES;
		try {
			const stream = await startCamera(id);
			if (turn !== this.#turn) return stopCamera(stream);
			this.#show(stream, turn);
			if (looker) await this.#look(looker, video, turn);
		} catch (error) {
			if (turn === this.#turn) this.fail(failureOf(error));
		}
	};

	/** Switches the camera off. */
	stop = (note = ''): void => {
		this.#turn += 1;
		stopCamera(this.stream);
		[this.stream, this.running, this.silent] = [null, false, false];
		this.note = note;
		this.#onstop();
	};

	/** What the camera shows next, as an image file; `null` where it cannot be read, which is said. */
	picture = async (video: HTMLVideoElement): Promise<File | null> => {
		try {
			return await pictureOf(video);
		} catch (error) {
			this.fail(failureOf(error));
			return null;
		}
	};

	fail = (failure: Failure): void => {
		this.stop();
		this.failure = failure;
	};

	/** Switches it off for good. */
	close = (): void => {
		this.stop();
		this.#unwatch();
	};

	#show(stream: MediaStream, turn: number): void {
		[this.stream, this.camera] = [stream, cameraOf(stream)];
		for (const track of stream.getTracks()) {
			track.addEventListener('ended', () => {
				if (turn === this.#turn) this.fail(UNPLUGGED);
			});
			const told = () => (this.silent = turn === this.#turn && track.muted);
			track.addEventListener('mute', told);
			track.addEventListener('unmute', told);
		}
		void camerasHere().then((cameras) => (this.cameras = cameras));
	}

	async #look(looker: Looker<T>, video: HTMLVideoElement, turn: number): Promise<void> {
		const opened = await looker.open();
		if (turn !== this.#turn) return;
		if (!opened) return this.stop();
		while (turn === this.#turn) {
			const frame = await nextFrame(video);
			if (turn !== this.#turn) return frame.close();
			const times = await looker.look(frame);
			if (turn !== this.#turn) return;
			if (!times) return this.stop('Stopped, because another measurement began.');
			this.frames = withFrame(this.frames, { ...times, at: performance.now() });
		}
	}
}
