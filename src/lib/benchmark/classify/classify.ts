import type { ImageFile } from '../../image/preprocessing.ts';
import type { Output } from '../report/report.ts';
import type { RunRequest } from '../run-request.ts';

/** Images for a network to look at, one after the other. */
export type ClassifyRequest = Readonly<
	Pick<
		RunRequest,
		'net' | 'input' | 'backend' | 'kernels' | 'design' | 'weights' | 'mayBeLarge'
	> & {
		images: readonly ImageFile[];
	}
>;

/** What the network sees in an image, or why it did not look at it. */
export type Answer = Readonly<
	{ top: Output['top']; problem: null } | { top: null; problem: string }
>;

export type Classified = Readonly<{
	/** One for each image, in order. */
	answers: readonly Answer[];
	/** Outputs of the network. */
	classes: number;
	/** ms of each pass that was no first one; images are read and prepared outside it. */
	samples: readonly number[];
	backendLabel: string;
	/** Whether the weights are a checkpoint’s. */
	fromFile: boolean;
}>;
