import type { Lesion } from '../../arch/lesions.ts';
import type { Features, NetworkRequest } from './inspect.ts';

/** Asks what a network gives without some of its parts. */
export type LesionsRequest = Readonly<
	NetworkRequest & {
		/** What is switched off together, one pass after the other. */
		each: readonly (readonly Lesion[])[];
	}
>;

/** What it gave for the picture. */
export type Lesioned = Readonly<
	Pick<Features, 'backendLabel' | 'fromFile'> & {
		/** Outputs of the whole network. */
		whole: Float32Array;
		/** Outputs of each pass, in the order in which they were asked for. */
		each: readonly Float32Array[];
	}
>;
