import type { Shape } from '../../arch/net.ts';
import type { Statistics } from '../../features/statistics.ts';
import type { SeenPicture } from '../../image/seen.ts';
import type { RunRequest } from '../run-request.ts';

/** One layer of a network to look into. */
export type InspectRequest = Readonly<
	Pick<
		RunRequest,
		'net' | 'input' | 'backend' | 'kernels' | 'design' | 'weights' | 'image' | 'mayBeLarge'
	> & {
		/** Path of the layer. */
		path: string;
		/**
		 * Names all of the request but the layer and the permission: while it stays the same, the network
		 * is not built again.
		 */
		subject: number;
	}
>;

/** What came out of a layer. */
export type Features = Readonly<{
	path: string;
	/** Of one image, `[height, width, channels]`, `[tokens, channels]` or `[channels]`. */
	shape: Shape;
	/** Channels last. */
	values: Float32Array;
	statistics: Statistics;
	/** The picture as the network sees it: rows of red, green, blue and alpha. */
	picture: SeenPicture;
	backendLabel: string;
	/** Whether the weights are a checkpoint’s. */
	fromFile: boolean;
}>;
