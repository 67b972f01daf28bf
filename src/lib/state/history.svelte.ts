const LONGEST = 500;

/** Steps back and forth through values that are replaced, never changed. */
export class History<T> {
	#past = $state.raw<readonly T[]>([]);
	#present: T;
	#future = $state.raw<readonly T[]>([]);
	#lastGesture: symbol | undefined;

	constructor(initial: T) {
		this.#present = $state.raw(initial);
	}

	get present(): T {
		return this.#present;
	}

	/** Where `undo` leads. */
	get previous(): T | undefined {
		return this.#past.at(-1);
	}

	/** Where `redo` leads. */
	get next(): T | undefined {
		return this.#future[0];
	}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/**
	 * Makes `next` the present. Steps in a row of the same gesture, such as one drag, are undone as
	 * one; every gesture has a symbol of its own, so that none goes on in another.
	 */
	replace(next: T, gesture?: symbol): void {
		const goesOn = gesture !== undefined && gesture === this.#lastGesture && this.#past.length > 0;
		this.#lastGesture = gesture;
		if (!goesOn) this.#past = [...this.#past, this.#present].slice(-LONGEST);
		this.#present = next;
		this.#future = [];
	}

	/** Makes `next` the present, with nothing before it. */
	begin(next: T): void {
		[this.#past, this.#present, this.#future] = [[], next, []];
		this.#lastGesture = undefined;
	}

	undo(): void {
		const { previous } = this;
		if (previous === undefined) return;
		this.#lastGesture = undefined;
		this.#past = this.#past.slice(0, -1);
		this.#future = [this.#present, ...this.#future];
		this.#present = previous;
	}

	redo(): void {
		const [next, ...later] = this.#future;
		if (next === undefined) return;
		this.#lastGesture = undefined;
		this.#future = later;
		this.#past = [...this.#past, this.#present];
		this.#present = next;
	}
}
