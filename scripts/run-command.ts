import process from 'node:process';
import { loadFamilies } from '../src/lib/arch/families.ts';
import { loadConventions } from '../src/lib/count/conventions/known.ts';

/** With this every command says what it does. */
export const helpOption = { help: { type: 'boolean', short: 'h', default: false } } as const;

/** A command line that cannot be obeyed; its message says what is permitted. Exit code 2. */
export class UsageError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'UsageError';
	}
}

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error ? String(error.code) : '';

/** What went wrong, for a person: the stack as well where `DEBUG` is set. */
function textOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return process.env.DEBUG ? (error.stack ?? error.message) : error.message;
}

/**
 * Runs a command, with all families and conventions there. What goes wrong is printed, and ends it: with code 2 where the command line cannot
 * be obeyed (a usage error, or one that `parseArgs` makes), with 1 where anything else fails, writing
 * included. A reader that stops early, such as `head`, has had what it wanted: code 0.
 */
export async function runCommand(main: () => void | Promise<void>): Promise<void> {
	process.stdout.on('error', (error) => {
		if (codeOf(error) === 'EPIPE') process.exit();
		console.error(`The output could not be written: ${error.message}`);
		process.exit(1);
	});
	try {
		await Promise.all([loadFamilies(), loadConventions()]);
		await main();
	} catch (error) {
		console.error(textOf(error));
		const isUsage = error instanceof UsageError || codeOf(error).startsWith('ERR_PARSE_ARGS');
		process.exitCode = isUsage ? 2 : 1;
	}
}
