import * as v from 'valibot';
import { amount, date, dictionary, list, number, oneOf, record, text } from '../json/schemas.ts';
import { adapter, backendName, fallback, kernels } from '../runtimes/schemas.ts';
import { FEATURES } from './features.ts';

export const fitSchema = record({
	/** ms for each unit of a feature, none negative; features that cost nothing are left out. */
	coefficients: list(v.pipe(v.tuple([oneOf(...FEATURES), amount]), v.readonly())),
	/** Of each sample, its time as predicted by a fit to all others, over its time, less one. */
	errors: list(number)
});

export const calibrationSchema = record({
	backend: backendName,
	/** What the backend is on this device, in words. */
	backendLabel: text,
	adapter: v.nullable(adapter),
	fallback: v.nullable(fallback),
	kernels,
	/** By the class's key. */
	fits: v.pipe(dictionary(fitSchema, 'fits by class'), v.readonly()),
	/** What a pass takes beside its kernel calls: reading the result back, ms. */
	passMs: amount,
	/**
	 * How many times its least time a known call took, or less, in nine of ten moments of measuring:
	 * above one where other work slowed the device down.
	 */
	noise: amount,
	/** Time spent on measuring, ms. */
	spentMs: amount,
	/** When the last of it was measured, ISO 8601. */
	when: date
});
