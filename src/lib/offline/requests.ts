/** Whether the site's worker answers: a whole file of the site's own folder. Anything else passes by. */
export const isAnswered = (
	{ method, url, headers }: Pick<Request, 'method' | 'url' | 'headers'>,
	base: URL
): boolean => method === 'GET' && url.startsWith(base.href) && !headers.has('range');

/** Whether an address stands for the same bytes in every version that has it: their hash is its name. */
export function isLasting(url: string, base: URL): boolean {
	const { pathname, search } = new URL(url);
	return search === '' && pathname.startsWith(`${base.pathname}_app/immutable/`);
}

/** A page's address as it is kept: whatever its options, and with the slash that hosts add. */
export function pageAddress(url: string): string {
	const { origin, pathname } = new URL(url);
	return origin + pathname.replace(/\/index\.html$/, '/').replace(/\/?$/, '/');
}

/** Where a page is to be asked for instead, as hosts say: what it asks for is relative to its folder. */
export function redirectOf(url: string): string | null {
	const { origin, pathname, search } = new URL(url);
	const address = pageAddress(url);
	return address === origin + pathname ? null : address + search;
}
