import process from 'node:process';

function setting(name: string): number | null {
	const text = process.env[name];
	if (text === undefined || text === '') return null;
	const value = Number(text);
	if (!Number.isSafeInteger(value) || value < 0)
		throw new Error(`${name}: “${text}” is not permitted; permitted: whole numbers of 0 or more`);
	return value;
}

const asked = { runs: setting('FUZZ_RUNS'), seconds: setting('FUZZ_SECONDS') };

/** What all random choices follow from: the same seed makes the same inputs again. */
export const seed = setting('FUZZ_SEED') ?? 1;

/** How far a property goes: a slice that takes a moment, or as far as was asked. */
export function lengthOf(slice: number): Readonly<{ runs: number; ms: number }> {
	const { runs, seconds } = asked;
	if (runs === null && seconds === null) return { runs: slice, ms: Infinity };
	return { runs: runs ?? Infinity, ms: seconds === null ? Infinity : seconds * 1000 };
}
