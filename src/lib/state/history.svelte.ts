/** Steps back and forth through values that are replaced, never changed. */
export type History<T> = Readonly<{
	readonly present: T;
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	/**
	 * Makes `next` the present. Steps in a row that name the same gesture, such as one drag, are
	 * undone as one.
	 */
	replace(next: T, gesture?: string): void;
	/** Makes `next` the present, with nothing before it. */
	begin(next: T): void;
	undo(): void;
	redo(): void;
}>;

const LONGEST = 500;

export function createHistory<T>(initial: T): History<T> {
	let past = $state.raw<readonly T[]>([]);
	let present = $state.raw(initial);
	let future = $state.raw<readonly T[]>([]);
	let lastGesture: string | undefined;

	return {
		get present() {
			return present;
		},
		get canUndo() {
			return past.length > 0;
		},
		get canRedo() {
			return future.length > 0;
		},
		replace(next, gesture) {
			const goesOn = gesture !== undefined && gesture === lastGesture && past.length > 0;
			lastGesture = gesture;
			if (!goesOn) past = [...past, present].slice(-LONGEST);
			present = next;
			future = [];
		},
		begin(next) {
			[past, present, future] = [[], next, []];
			lastGesture = undefined;
		},
		undo() {
			const previous = past.at(-1);
			if (previous === undefined) return;
			lastGesture = undefined;
			past = past.slice(0, -1);
			future = [present, ...future];
			present = previous;
		},
		redo() {
			const [next, ...later] = future;
			if (next === undefined) return;
			lastGesture = undefined;
			future = later;
			past = [...past, present];
			present = next;
		}
	};
}
