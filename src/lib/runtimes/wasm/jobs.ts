/**
 * How threads share the jobs of a call. All that they say to each other stands in a few words of
 * their memory, written and read as atomics. A job is taken with the number of its call: who comes
 * late for one call takes none of it, and those of the next all the same.
 */

/** Places of the words. */
export const WORD = {
	/** Changes with every call; threads sleep on it. */
	call: 0,
	/** Number of the call, and in its lower half the next job to take. */
	next: 1,
	/** Jobs that are done. */
	done: 2,
	/** Jobs of the call. */
	jobs: 3,
	kernel: 4,
	/** Address of what the kernel is called with. */
	args: 5,
	/** Address of the threads' own memory, and how much of it each has. */
	scratch: 6,
	scratchBytes: 7,
	/** Whether a job failed. */
	failed: 8
} as const;

/** Words that are set aside for them. */
export const CONTROL_WORDS = 16;

/** The most jobs of one call; the number that no job has. */
export const MOST_JOBS = 0xfffe;
const NO_JOB = 0xffff;

/** Runs a job of a kernel; throws where it fails. */
export type RunJob = (kernel: number, args: number, job: number, scratch: number) => void;

const read = (control: Int32Array, at: number): number => Atomics.load(control, at);

/**
 * Takes jobs of the call until none is left.
 *
 * @param thread number of the one that takes them
 */
export function takeJobs(control: Int32Array, run: RunJob, thread: number): void {
	for (;;) {
		const next = read(control, WORD.next);
		const job = next & NO_JOB;
		if (job >= read(control, WORD.jobs)) return;
		if (Atomics.compareExchange(control, WORD.next, next, next + 1) !== next) continue;
		const scratch = (read(control, WORD.scratch) + thread * read(control, WORD.scratchBytes)) >>> 0;
		try {
			run(read(control, WORD.kernel), read(control, WORD.args), job, scratch);
		} catch {
			Atomics.store(control, WORD.failed, 1);
		}
		if (Atomics.add(control, WORD.done, 1) + 1 === read(control, WORD.jobs))
			Atomics.notify(control, WORD.done);
	}
}

/** Offers the jobs of a call to all threads. Those of the last call must be done. */
export function offer(control: Int32Array, kernel: number, args: number, jobs: number): void {
	const call = (read(control, WORD.call) + 1) | 0;
	// Nobody takes a job while the words change.
	Atomics.store(control, WORD.next, (call << 16) | NO_JOB);
	Atomics.store(control, WORD.kernel, kernel);
	Atomics.store(control, WORD.args, args);
	Atomics.store(control, WORD.jobs, jobs);
	Atomics.store(control, WORD.done, 0);
	Atomics.store(control, WORD.next, call << 16);
	Atomics.store(control, WORD.call, call);
	Atomics.notify(control, WORD.call);
}

/** Whether this thread may sleep: that of a page may not. */
const canSleep = typeof document === 'undefined';

/**
 * Looks so often before it sleeps, for a few tenths of a millisecond: longer than it takes from one call
 * of a pass to the next. Who slept begins late, and so it was with every call.
 */
const LOOKS = 40_000;

/**
 * Waits until all jobs are done.
 *
 * @returns whether they were, within so many milliseconds in which none was finished
 */
export function waitForAll(control: Int32Array, patienceMs: number): boolean {
	const jobs = read(control, WORD.jobs);
	let since = performance.now();
	let seen = read(control, WORD.done);
	for (let looks = 0; ; looks++) {
		const done = read(control, WORD.done);
		if (done === jobs) return true;
		if (looks < LOOKS) continue;
		if (canSleep) Atomics.wait(control, WORD.done, done, 100);
		const now = performance.now();
		if (done !== seen) [seen, since] = [done, now];
		else if (now - since > patienceMs) return false;
	}
}

/** Takes jobs of every call, for as long as the thread lives. */
export function serve(control: Int32Array, run: RunJob, thread: number): never {
	for (;;) {
		const call = read(control, WORD.call);
		takeJobs(control, run, thread);
		let looks = 0;
		while (read(control, WORD.call) === call)
			if (++looks >= LOOKS) Atomics.wait(control, WORD.call, call);
	}
}
