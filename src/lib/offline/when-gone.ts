/**
 * Calls back when a part of the site does not come that this page asks for: a chunk, a style, a worker.
 *
 * @returns ends it
 */
export function whenGone(callback: () => void): () => void {
	// A worker's script raises no event on the page but for whoever asked for it.
	const observer = new PerformanceObserver((list) => {
		const gone = list
			.getEntriesByType('resource')
			.some(
				(entry) =>
					entry.name.includes('/immutable/') &&
					(entry as PerformanceResourceTiming).responseStatus >= 400
			);
		if (gone) callback();
	});
	observer.observe({ type: 'resource' });
	addEventListener('vite:preloadError', callback);
	return () => {
		observer.disconnect();
		removeEventListener('vite:preloadError', callback);
	};
}
