import type { Lesion } from '../../arch/lesions.ts';
import type { Shape } from '../../arch/net.ts';
import type { Attended } from '../../features/attention.ts';
import type { Seen } from '../../features/evidence.ts';
import type { Statistics } from '../../features/statistics.ts';
import type { CameraFrame, ImageFile } from '../../image/preprocessing.ts';
import type { SeenPicture } from '../../image/seen.ts';
import type { GradientMemory } from '../../runtimes/plan/gradient-need.ts';
import type { Output } from '../report/report.ts';
import type { RunRequest } from '../run-request.ts';

/** Which class is asked about: where in the picture it comes from. */
export type ClassQuestion = Readonly<{
	/** Its number; `null` is the one with the largest output. */
	about: number | null;
	/** The class that it is told apart from: asked is where the difference of both comes from. */
	than: number | null;
	/** Whether the gradient goes all the way back to the picture. */
	atPicture: boolean;
}>;

/** How a layer of attention weighs is asked. */
export type AttentionQuestion = Readonly<{
	/** Also what of every token the class token holds after it, over all layers so far. */
	rollout: boolean;
}>;

export type Question = ClassQuestion | AttentionQuestion;

/** A network to look into. */
export type NetworkRequest = Readonly<
	Pick<
		RunRequest,
		'net' | 'input' | 'backend' | 'kernels' | 'design' | 'weights' | 'mayBeLarge'
	> & {
		/**
		 * Names network and weights: while it stays the same, the network is not built again, whatever is
		 * asked about it.
		 */
		subject: number;
		/** What it looks at; without it, the deterministic image. */
		image?: ImageFile | CameraFrame;
		/** Names the image: while it stays the same, it is not prepared again. */
		picture: number;
	}
>;

/** One layer of it. */
export type InspectRequest = Readonly<
	NetworkRequest & {
		/** Path of the layer. */
		path: string;
		/** What is asked beside what comes out of it; `null` is nothing. */
		question: Question | null;
		/** What is switched off. */
		without?: readonly Lesion[];
	}
>;

/** Where in a picture a class comes from. */
export type Evidence = Readonly<{
	about: number;
	than: number | null;
	/** Gradient of the class's output, or of the difference of both, at the layer's values. */
	gradient: Float32Array;
	/** What the network was given, and the gradient there; `null` where it was not asked for. */
	input: Seen | null;
	/** The classes with the largest outputs, and the share of each by softmax. */
	top: Output['top'];
	/** Outputs of the network. */
	classes: number;
	/** What was kept for the way back, and what was computed again. */
	memory: GradientMemory;
}>;

/** How a layer of attention weighs. */
export type Attention = Readonly<
	Omit<Attended, 'op'> & {
		/** The class token's attention rollout to this layer: a share for every token; `null` where not asked. */
		rollout: Float64Array | null;
		/**
		 * Where one token looks at all others to pool them: its query, and the path of the layer that gave
		 * the others' keys and values, which are then what `values` has; else `null`.
		 */
		pooling: Readonly<{ query: Float32Array; keys: string }> | null;
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
	/** The answer, where a class was asked about. */
	evidence: Evidence | null;
	/** The answer, where attention was asked about. */
	attention: Attention | null;
	/** The picture as the network sees it: rows of red, green, blue and alpha. */
	picture: SeenPicture;
	backendLabel: string;
	/** Whether the weights are a checkpoint’s. */
	fromFile: boolean;
}>;
