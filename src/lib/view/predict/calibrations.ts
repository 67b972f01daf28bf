import { version } from '$app/environment';
import { Calibrations } from '../../state/calibrations.svelte.ts';

/** What this device was found to take: one for all pages. */
export const calibrations = new Calibrations(
	() => localStorage,
	() => `${version} ${navigator.userAgent}`
);
