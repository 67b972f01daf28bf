/** Something to launch so often in a row, and how much one launch does. */
export type PeakTrial = Readonly<{
	name: string;
	/** Operations or bytes of one launch. */
	amount: number;
	/** Launches so many in a row; done when the last has been computed. */
	launch: (times: number) => Promise<void>;
}>;
