import type { Handle } from '@sveltejs/kit';
import { DEFAULT_PRESET } from './lib/share/settings.ts';

/** The link of what a prerendered page shows, where it is one that the page gives itself. */
const shownBy = (route: string | null): string => (route === '/' ? DEFAULT_PRESET : '');

/**
 * While a page is prerendered: it says whose link it may be shown to, and asks for the letters of its
 * language at once, so that nothing is set again in another font. The other alphabets come where they
 * are used.
 */
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%shown%', shownBy(event.route.id)),
		preload: ({ type, path }) => type !== 'font' || path.includes('public-sans-latin-wght')
	});
