type Held = Readonly<{ key: string; what: unknown; close: () => void }>;

let held: Held | null = null;

/** Frees what a task has left open for the next of its kind. */
export function release(): void {
	const { close } = held ?? {};
	held = null;
	close?.();
}

/**
 * What was left open under this key, or else a new one, which stays open: tasks of another kind, and
 * other keys, close it first.
 *
 * @param key begins with the name of the task, so that what is found under it is of its type
 * @param open makes one, with what closes it again
 */
export async function heldOpen<T>(
	key: string,
	open: () => Promise<Readonly<{ what: T; close: () => void }>>
): Promise<T> {
	if (held?.key === key) return held.what as T;
	release();
	const opened = await open();
	held = { key, ...opened };
	return opened.what;
}
