import { whole, type Kept } from '../json/kept.ts';

/** Whether the site may be kept for visits without a network. */
export const KEEPS_SITE: Kept<boolean> = {
	key: 'offline',
	version: 1,
	label: 'whether the site is kept for visits without a network',
	parse: whole((value) => (typeof value === 'boolean' ? value : null)),
	fallback: true
};
