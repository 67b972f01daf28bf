import { CameraLoop } from '../camera/camera-loop.svelte.ts';
import type { Looking } from './looking.svelte.ts';

/** A camera whose frames are looked into: whatever layer, class or place is asked about, frame by frame. */
export class LiveLooking {
	readonly #looking: Looking;
	readonly loop: CameraLoop<object>;

	constructor(looking: Looking) {
		this.#looking = looking;
		this.loop = new CameraLoop(() => looking.lookAt(null));
	}

	/**
	 * @param id which camera; `null` takes one
	 * @param video shows the stream, as soon as there is one
	 */
	start = (id: string | null, video: HTMLVideoElement): Promise<void> =>
		this.loop.start(id, { open: this.#open, look: this.#look }, video);

	/** The network is built with the picture in use: each frame then takes a pass. */
	#open = async (): Promise<boolean> => {
		this.#looking.start();
		return this.#answered();
	};

	#look = async (frame: ImageBitmap): Promise<object | null> => {
		const { inspection } = this.#looking;
		if (inspection.job.isTaken()) {
			frame.close();
			return null;
		}
		this.#looking.lookAt(frame);
		if (await this.#answered()) return {};
		// What failed says why itself.
		if (inspection.job.failure) this.loop.stop();
		return null;
	};

	async #answered(): Promise<boolean> {
		const { inspection } = this.#looking;
		await inspection.settled();
		return inspection.features !== null && !inspection.job.failure && inspection.job.note === '';
	}
}
