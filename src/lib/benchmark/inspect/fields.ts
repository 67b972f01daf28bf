import type { EffectiveField } from '../../features/effective-field.ts';
import type { Features, NetworkRequest } from './inspect.ts';

/** What a network is given to measure what its units see: noise, other in every pass, or the picture. */
export const FIELD_INPUTS = ['noise', 'picture'] as const;
export type FieldInput = (typeof FIELD_INPUTS)[number];

/** Asks how much each pixel moves the unit in the middle of layers' outputs. */
export type FieldsRequest = Readonly<
	NetworkRequest & {
		/** Layers and, for each, the place of the unit in its output: its row and column, or its token. */
		units: readonly Readonly<{ path: string; unit: readonly number[] }>[];
		over: FieldInput;
		/** Passes to average over, each with signs of its own for the unit's channels. */
		passes: number;
	}
>;

/** What was measured. */
export type Fields = Readonly<
	Pick<FieldsRequest, 'over' | 'passes'> &
		Pick<Features, 'picture' | 'backendLabel' | 'fromFile'> & {
			fields: readonly Readonly<{ path: string; field: EffectiveField }>[];
		}
>;
