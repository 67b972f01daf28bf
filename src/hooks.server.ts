import type { Handle } from '@sveltejs/kit';

/**
 * While a page is prerendered: it asks for the letters of its language at once, so that nothing is set
 * again in another font. The other alphabets come where they are used.
 */
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		preload: ({ type, path }) => type !== 'font' || path.includes('public-sans-latin-wght')
	});
