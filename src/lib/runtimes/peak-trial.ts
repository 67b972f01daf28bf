/** Something to launch so often in a row, and how much one launch does. */
export type PeakTrial = Readonly<{
	name: string;
	/** Operations or bytes of one launch. */
	amount: number;
	/** Launches so many in a row; done when the last has been computed. */
	launch: (times: number) => Promise<void>;
}>;

/** Different programs for the same: whichever is fastest shows what the device reaches. */
export type PeakTrials = Readonly<{
	/** Amounts are float32 operations, two to a multiply-accumulate. */
	arithmetic: readonly PeakTrial[];
	/** Amounts are bytes read and written. */
	memory: readonly PeakTrial[];
	free: () => void;
}>;
