import { cut } from '../../json/text.ts';

/** A file that cannot be read, or a damaged one, in words for a person. */
export class FormatError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'FormatError';
	}
}

/** A name from a file, short enough for a message. */
export const short = (name: string): string => (name.length > 80 ? `${cut(name, 80)}…` : name);

/** The same in quotation marks. */
export const quoted = (name: string): string => `“${short(name)}”`;
