import type { Problem } from '../arch/fields.ts';
import { failureOf } from '../errors/failure.ts';

/** What came of a link or a file that could not be used as it is. */
export type Notice = Readonly<{ headline: string; rest: string; problems: readonly Problem[] }>;

const WORDS = {
	link: ['Not everything in this link could be used.', 'What could be is shown.'],
	file: ['Not everything in this file could be used.', 'What could be is shown.'],
	nothing: ['This file could not be opened.', 'The design is as it was.']
} as const;

/** A page of problems says as much as a thousand of them. */
const MOST = 20;

/** Problems as they are listed for a person: as many as can be read, and how many more there are. */
export const listed = (messages: readonly string[], most = MOST): readonly string[] =>
	messages.length <= most
		? messages
		: [...messages.slice(0, most), `and ${messages.length - most} more`];

/** What is said when something was thrown instead. */
export function failureNotice(error: unknown): Notice {
	const { message, advice } = failureOf(error);
	return { headline: message, rest: advice, problems: [] };
}

/** A notice, or `null` where there is nothing to say. */
export function noticeOf(what: keyof typeof WORDS, problems: readonly Problem[]): Notice | null {
	const [headline, rest] = WORDS[what];
	return problems.length > 0 ? { headline, rest, problems } : null;
}
