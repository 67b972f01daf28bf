/** From a worker: it holds a lock of this name for as long as it lives. */
export type Alive = Readonly<{ type: 'alive'; lock: string }>;

/**
 * Holds a lock until this worker is gone, whether it was ended, closed itself or was killed: none of
 * these raises an event on the page. Without locks (a page that is not served securely) nothing is held.
 *
 * @param tell hands the page the lock's name once it is held
 */
export async function holdLock(tell: (alive: Alive) => void): Promise<void> {
	if (!('locks' in navigator)) return;
	const lock = `worker-${crypto.randomUUID()}`;
	await navigator.locks.request(lock, () => {
		tell({ type: 'alive', lock });
		return new Promise<never>(() => {});
	});
}

/** Calls back once nobody holds a lock any longer. */
export const whenReleased = (lock: string, callback: () => void): void =>
	void navigator.locks.request(lock, callback);
