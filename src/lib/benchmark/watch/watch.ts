import type { Preprocessing } from '../../image/preprocessing.ts';
import type { Output } from '../report/report.ts';
import type { RunRequest } from '../run-request.ts';

/** A network to look at a camera's frames with. */
export type WatchRequest = Readonly<
	Pick<
		RunRequest,
		'net' | 'input' | 'backend' | 'kernels' | 'design' | 'weights' | 'mayBeLarge'
	> & {
		/** Names all of the request but the permission: frames find the network again by it. */
		subject: number;
	}
>;

/** A network that is open for frames. */
export type Watched = Readonly<{
	/** Outputs of the network. */
	classes: number;
	backendLabel: string;
	/** Whether the weights are a checkpoint’s. */
	fromFile: boolean;
}>;

/** A frame to look at; it moves to the worker, which closes it. */
export type FrameRequest = Readonly<{
	subject: number;
	frame: ImageBitmap;
	preprocessing: Preprocessing;
}>;

/** What the network sees in a frame. */
export type Seen = Readonly<{
	top: Output['top'];
	/** Time to read the frame's pixels, cut and normalize them, ms. */
	prepareMs: number;
	/** Time of one pass, from those values to the end of the output's read-back, ms. */
	passMs: number;
}>;
