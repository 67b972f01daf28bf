/** Milliseconds that something took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
	const start = performance.now();
	const result = await work();
	return { ms: performance.now() - start, result };
}

/** From one time of this browser's clock to the next, ms. */
function step(): number {
	const start = performance.now();
	let now = start;
	while (now === start) now = performance.now();
	const next = now;
	while (now === next) now = performance.now();
	return now - next;
}

/**
 * The smallest time this browser's clock can tell, ms: it is coarse where pages are not isolated. The
 * least of a few, since what else the processor does makes one longer.
 */
export const clockStep = (): number => Math.min(step(), step(), step());
