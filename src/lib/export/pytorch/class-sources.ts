import { HELPER_NAMES } from './helpers.ts';

/** What a file's classes cannot be called: it imports or defines these. */
const RESERVED = ['F', 'OrderedDict', ...HELPER_NAMES];

/** The class of a part: `PatchEmbed` for `patch_embed`; one that is numbered is a `Part`. */
export const classFor = (name: string): string =>
	name
		.replace(/^\d+$/, 'part')
		.replace(/\.\d+$/, '')
		.replace(/^attn$/, 'attention')
		.replace(/(^|_)([a-z])/g, (_, _before, letter: string) => letter.toUpperCase())
		.replace(/\W/g, '')
		.replace(/^(?=\d|(?:True|False|None)$)/, 'Part');

/** The classes of a file as they are written, each under a title of its own. */
export type ClassSources = Readonly<{
	/** A title like the one that is wanted, which no other class has. */
	titleFor(wanted: string): string;
	/** Keeps a title for itself. */
	reserve(title: string): void;
	add(source: string): void;
	/** Inner classes first. */
	all(): readonly string[];
	/** Gives what takes back all that is written and titled from now on. */
	mark(): () => void;
}>;

export function createClassSources(): ClassSources {
	const written: string[] = [];
	const titles = new Set<string>(RESERVED);

	function titleFor(wanted: string, i = 1): string {
		const title = i === 1 ? wanted : `${wanted}${i}`;
		if (titles.has(title)) return titleFor(wanted, i + 1);
		titles.add(title);
		return title;
	}

	return {
		titleFor: (wanted) => titleFor(wanted),
		reserve: (title) => void titles.add(title),
		add: (source) => void written.push(source),
		all: () => written,
		mark() {
			const [length, before] = [written.length, [...titles]];
			return () => {
				written.length = length;
				titles.clear();
				before.forEach((title) => titles.add(title));
			};
		}
	};
}
