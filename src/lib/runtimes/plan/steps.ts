/** A matrix in whole steps: each column has its own, 127 of which are its largest value. */
export type Stepped = Readonly<{
	/** `[rows, columns]`: −127 to 127, how many steps a value is. */
	counts: Int8Array;
	/** Of each column, the largest size of its values; a step is a 127th of it. */
	largest: Float32Array<ArrayBuffer>;
}>;

const MOST = 127;

/** The nearest counts of steps to the values of a matrix `[rows, columns]`. */
export function inSteps(values: Float32Array, columns: number): Stepped {
	const largest = new Float32Array(columns);
	const counts = new Int8Array(values.length);
	for (let i = 0; i < values.length; i++) {
		const column = i % columns;
		largest[column] = Math.max(largest[column] ?? 0, Math.abs(values[i] ?? 0));
	}
	for (let i = 0; i < values.length; i++) {
		const most = largest[i % columns] ?? 0;
		counts[i] = most === 0 ? 0 : Math.round(((values[i] ?? 0) / most) * MOST);
	}
	return { counts, largest };
}
