import { LiveError } from '../errors/failure.ts';

/** What a runtime throws for what it cannot do. */
export const unsupported = (engine: string, what: string): LiveError =>
	new LiveError('unsupported', `${engine} cannot ${what}.`, 'Choose another runtime.');
