/** Work that stops between its slices, and goes on where it stopped. */
export type Slices<T> = Generator<void, T>;

/** Does all slices without a pause. */
export function atOnce<T>(slices: Slices<T>): T {
	for (;;) {
		const { done, value } = slices.next();
		if (done) return value;
	}
}

/** Does each slice in a task of its own, so that a page answers between them. */
export async function inSlices<T>(slices: Slices<T>): Promise<T> {
	for (;;) {
		const { done, value } = slices.next();
		if (done) return value;
		await new Promise((resolve) => setTimeout(resolve));
	}
}
