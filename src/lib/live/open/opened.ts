/** A backend that is ready to compute. */
export type Opened = Readonly<{
	/** Rejects when the device is lost; else it stays pending. */
	lost: Promise<never>;
	/** Collects the device's errors from now on; the function it gives tells the first one, if any. */
	watch(): () => Promise<string | null>;
	/** Frees all memory of the backend. */
	close(): void;
}>;

export const never: Promise<never> = new Promise<never>(() => {});

/** Errors of these backends throw where they happen. */
export const nothingToWatch = (): (() => Promise<null>) => () => Promise.resolve(null);
