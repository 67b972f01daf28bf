/** What was kept in this browser and could not be read, so that a person is told once. */
class Dropped {
	/** In words, each once. */
	labels = $state.raw<readonly string[]>([]);

	tell = (label: string): void => {
		// What is kept may be read while a page is computed, and nothing may change then.
		queueMicrotask(() => (this.labels = [...new Set([...this.labels, label])]));
	};

	dismiss = (): void => {
		this.labels = [];
	};
}

/** One for all pages. */
export const dropped = new Dropped();
