import { whole, writeKept, type Kept } from '../json/kept.ts';

/** Whether a person has put away what greets them; the script in app.html reads it before the first paint. */
export const START_PUT_AWAY: Kept<boolean> = {
	key: 'start',
	version: 1,
	label: 'that the start was put away',
	parse: whole((value) => (typeof value === 'boolean' ? value : null)),
	fallback: false
};

/** @returns whether the start stays away after this visit */
export const putStartAway = (storage: () => Storage): boolean =>
	writeKept(storage, START_PUT_AWAY, true);
