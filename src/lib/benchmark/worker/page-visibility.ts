/** Whether anybody can see the page, as a worker knows it. */
export type PageVisibility = Readonly<{
	seen(): boolean;
	/** How often the page has been hidden so far. */
	hides(): number;
	/** Done at the next change, or when woken. */
	change(): Promise<void>;
	set(seen: boolean): void;
	wake(): void;
}>;

export function createPageVisibility(): PageVisibility {
	let [seen, hides] = [true, 0];
	let waiting: (() => void)[] = [];
	function wake(): void {
		const woken = waiting;
		waiting = [];
		for (const go of woken) go();
	}
	return {
		seen: () => seen,
		hides: () => hides,
		change: () => new Promise((resolve) => waiting.push(resolve)),
		set(next) {
			if (seen && !next) hides += 1;
			seen = next;
			wake();
		},
		wake
	};
}
