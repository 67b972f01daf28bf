import { cut, wellFormed } from '../json/text.ts';

export const LONGEST_QUESTION = 500;

/** What a teacher asks for in a link, on whatever page: a question, and what a student cannot change. */
export type Lesson<Lock extends string = string> = Readonly<{
	/** Empty when there is none. */
	question: string;
	locks: readonly Lock[];
}>;

const short = (text: string): string => (text.length > 40 ? `${cut(text, 40)}…` : text);

/** A lesson as settings of a link. */
export const printLesson = ({ question, locks }: Lesson): readonly string[] => [
	...(locks.length > 0 ? [`lock=${locks.join(',')}`] : []),
	...(question.trim() === '' ? [] : [`ask=${encodeURIComponent(wellFormed(question))}`])
];

type Read<T> = Readonly<{ value: T; problems: readonly string[] }>;

/** Reads a question, which is cut where it is too long. */
export function readQuestion(text: string): Read<string> {
	const problems =
		text.length > LONGEST_QUESTION
			? [
					`the question has ${text.length} characters; permitted: up to ${LONGEST_QUESTION}; it was cut`
				]
			: [];
	const asked = cut(text, LONGEST_QUESTION);
	return { value: asked.trim() === '' ? '' : wellFormed(asked), problems };
}

/** Reads what is locked; what cannot be is named, and left out. */
export function readLocks<Lock extends string>(
	text: string,
	lockable: readonly Lock[]
): Read<readonly Lock[]> {
	const names = text.split(',');
	return {
		value: lockable.filter((lock) => names.includes(lock)),
		problems: names
			.filter((name) => !lockable.some((lock) => lock === name))
			.map((name) => `“${short(name)}” cannot be locked; what can: ${lockable.join(', ')}`)
	};
}
