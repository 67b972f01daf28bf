import fc from 'fast-check';
import process from 'node:process';
import { lengthOf, seed } from './length.ts';

/** Seeds that people choose are near each other. */
const LANE = 1_000_000;

/**
 * Tries a check on random inputs, as many as this run is long, and says how many there were.
 *
 * @param what the inputs, in a word
 * @param check throws where something is wrong
 * @param slice how many inputs where no length was asked for
 * @param how shrinks: whether a smaller input that fails is looked for: not where each try takes seconds;
 *   lane: of several that try the same beside each other, which one this is: each has inputs of its own
 */
export async function tries<Input>(
	what: string,
	inputs: fc.Arbitrary<Input>,
	check: (input: Input) => Promise<void>,
	slice: number,
	{ shrinks = true, lane = 0 }: Readonly<{ shrinks?: boolean; lane?: number }> = {}
): Promise<void> {
	const { runs, ms } = lengthOf(slice);
	const details = await fc.check(fc.asyncProperty(inputs, check), {
		seed: seed + lane * LANE,
		numRuns: runs,
		endOnFailure: !shrinks,
		...(ms === Infinity ? {} : { interruptAfterTimeLimit: ms, markInterruptAsFailure: false })
	});
	console.log(`${details.numRuns} ${what}, FUZZ_SEED=${seed}`);
	if (!details.failed) return;
	const { counterexample, errorInstance } = details;
	const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	throw new Error(`FUZZ_SEED=${seed}, ${what}: ${fc.stringify(counterexample)}\n${message}`, {
		cause: errorInstance
	});
}

/** The most that anything a stranger sends may take of a processor, ms. */
const MOST_MS = 200;
/** What a worker may take further, as long as the page answers meanwhile: 20 ms for a megabyte. */
const MS_PER_BYTE = 20 / 2 ** 20;
/** A machine that does other work may be slow twice. */
const TRIES = 3;

/** Time that this process was given, not time that passed. */
async function processorMs(task: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await task();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

async function expectQuick(task: () => unknown, mostMs: number): Promise<void> {
	let ms = 0;
	for (let i = 0; i < TRIES; i++) {
		ms = await processorMs(task);
		if (ms <= mostMs) return;
	}
	throw new Error(`one input took ${Math.round(ms)} ms, ${TRIES} times in a row`);
}

/**
 * Tries a property of a reader on random inputs.
 *
 * @param read what a stranger's input goes through, and may not take long
 * @param check what must be true of what came out
 * @param beside bytes of an input that is read in a worker: there, time may grow in line with it
 */
export async function holds<Input, Read>(
	what: string,
	inputs: fc.Arbitrary<Input>,
	read: (input: Input) => Read | Promise<Read>,
	check: (read: Read, input: Input) => void | Promise<void>,
	slice = 100,
	beside: (input: Input) => number = () => 0
): Promise<void> {
	const tryOne = async (input: Input) => {
		let result: Read | undefined;
		const mostMs = MOST_MS + MS_PER_BYTE * beside(input);
		await expectQuick(async () => (result = await read(input)), mostMs);
		await check(result as Read, input);
	};
	await tries(what, inputs, tryOne, slice);
}
