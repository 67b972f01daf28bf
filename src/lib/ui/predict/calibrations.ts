import { version } from '$app/environment';
import { createCalibrations } from '../../state/calibrations.svelte.ts';

/** What this device was found to take: one for all pages. */
export const calibrations = createCalibrations(
	() => localStorage,
	() => `${version} ${navigator.userAgent}`
);
