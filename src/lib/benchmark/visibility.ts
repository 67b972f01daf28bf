/** Whether anybody can see the page. */
export type Visibility = Readonly<{
	seen(): boolean;
	/** Calls back on every change; the function it gives ends that. */
	watch(changed: () => void): () => void;
}>;

/** This page's; where there is none, as in Node, always seen. */
export const pageVisibility: Visibility = {
	seen: () => typeof document === 'undefined' || !document.hidden,
	watch(changed) {
		if (typeof document === 'undefined') return () => {};
		document.addEventListener('visibilitychange', changed);
		return () => document.removeEventListener('visibilitychange', changed);
	}
};
