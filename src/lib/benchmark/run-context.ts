/** What a task needs from the worker around it. */
export type RunContext<Progress> = Readonly<{
	onProgress: (progress: Progress) => void;
	/** Lets messages in and waits while the page is hidden; throws `Cancelled` when the task is to stop. */
	yieldOrStop: () => Promise<void>;
	/** How often the page has been hidden: browsers slow down what nobody looks at. */
	hides?: () => number;
}>;
