import fc from 'fast-check';
import process from 'node:process';
import { lengthOf, seed } from './length.ts';

/** The most that anything a stranger sends may take of a processor, ms. */
const MOST_MS = 200;
/** A machine that does other work may be slow twice. */
const TRIES = 3;

/** Time that this process was given, not time that passed. */
async function processorMs(task: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await task();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

async function expectQuick(task: () => unknown): Promise<void> {
	let ms = 0;
	for (let i = 0; i < TRIES; i++) {
		ms = await processorMs(task);
		if (ms <= MOST_MS) return;
	}
	throw new Error(`one input took ${Math.round(ms)} ms, ${TRIES} times in a row`);
}

/**
 * Tries a property on random inputs, as many as this run is long.
 *
 * @param what the inputs, in a word
 * @param read what a stranger's input goes through, and may not take long
 * @param check what must be true of what came out
 * @param slice how many inputs where no length was asked for
 */
export async function holds<Input, Read>(
	what: string,
	inputs: fc.Arbitrary<Input>,
	read: (input: Input) => Read | Promise<Read>,
	check: (read: Read, input: Input) => void | Promise<void>,
	slice = 100
): Promise<void> {
	const { runs, ms } = lengthOf(slice);
	const property = fc.asyncProperty(inputs, async (input) => {
		let result: Read | undefined;
		await expectQuick(async () => (result = await read(input)));
		await check(result as Read, input);
	});
	const details = await fc.check(property, {
		seed,
		numRuns: runs,
		...(ms === Infinity ? {} : { interruptAfterTimeLimit: ms, markInterruptAsFailure: false })
	});
	console.log(`${details.numRuns} ${what}, FUZZ_SEED=${seed}`);
	if (!details.failed) return;
	const { counterexample, counterexamplePath, errorInstance } = details;
	const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	throw new Error(
		`FUZZ_SEED=${seed}, path ${counterexamplePath ?? ''}, ${what}: ${fc.stringify(counterexample)}\n${message}`,
		{ cause: errorInstance }
	);
}
