import * as v from 'valibot';
import type { Problem } from '../arch/fields.ts';
import { isPlain, parseJson } from '../json/parse.ts';
import { problemText } from '../json/problems.ts';
import { record } from '../json/schemas.ts';
import { SPACE_FILE } from './space-file.ts';
import { readSpace, type ReadSpace } from './space-link.ts';

const literal = <const T extends string | number>(value: T) =>
	v.literal(value, JSON.stringify(value));

/** The designs in it are for others to read: the link alone brings the set back. */
const schema = record({
	app: literal(SPACE_FILE.app),
	what: literal(SPACE_FILE.what),
	version: literal(SPACE_FILE.version),
	link: v.string('the link of a set')
});

export type OpenedSpace = Readonly<{ space: ReadSpace | null; problems: readonly Problem[] }>;

const refuse = (...messages: readonly string[]): OpenedSpace => ({
	space: null,
	problems: messages.map((message) => ({ field: 'file', message }))
});

/** Reads a set's file. Never throws: a file that holds no set says what it is not. */
export function readSpaceFile(text: string): OpenedSpace {
	const value = parseJson(text);
	if (value === undefined) return refuse('the file is no JSON');
	if (!isPlain(value) || value.app !== SPACE_FILE.app)
		return refuse(`the file is none of ${SPACE_FILE.app}`);
	if (value.what !== SPACE_FILE.what)
		return refuse('the file holds a design, not a set: open it in the workspace');
	const { success, output, issues } = v.safeParse(schema, value);
	if (!success) return refuse(...issues.map(problemText));
	const space = readSpace(output.link);
	return { space, problems: space.problems };
}
