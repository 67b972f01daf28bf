import type { Naming } from '../arch/families/naming.ts';
import type { FamilyReader } from './readers.ts';

/** What timm's own names need: modules that hand on every stage have underscores for dots. */
const timmNaming = (mark: RegExp): Naming => ({ author: 'timm', mark, rules: [] });
const features: NamingOf = (mark) => ({
	author: 'timm',
	mark: new RegExp(mark.source.replace(/^(stages|layers)\\\./, '$1_')),
	rules: [[/^(stem|stages|layers)_(\d+)\.(.+)$/, '$1.$2.$3']]
});
type NamingOf = (mark: RegExp) => Naming;

/** A way to read a file's names: as whose, and what stands around the network's. */
export type Wrapping = Readonly<{ reader: FamilyReader; naming: Naming; prefix: string }>;

const namingsOf = ({ namings, marks }: FamilyReader): readonly Naming[] => [
	...namings,
	...marks.map(timmNaming),
	...marks.filter(({ source }) => /^(stages|layers)\\\./.test(source)).map(features)
];

/** Copies of a network that training keeps, and which of them is read where there are several. */
const COPIES = [/(^|[._])teacher\./, /ema/, /(^|[._])student\./, /momentum|encoder_k|target/];

/** The later, the less a prefix promises the network that was trained. */
const standing = (prefix: string): number => COPIES.findIndex((copy) => copy.test(prefix));

/** More ways than any file has that is not made to have many. */
const MOST_WAYS = 24;

/** What stands before a mark in a name; `null` where it is not at the end of one. */
function before(mark: RegExp, name: string): string | null {
	const at = mark.exec(name)?.index ?? -1;
	return at === 0 || name[at - 1] === '.' ? name.slice(0, at) : null;
}

/** All ways to read a file's names, the likelier first; found from where tensors lie that are known. */
export function wrappingsOf(
	names: readonly string[],
	readers: readonly FamilyReader[]
): readonly Wrapping[] {
	const all = readers.flatMap((reader) =>
		namingsOf(reader).map((naming) => ({ reader, naming, prefixes: new Set<string>() }))
	);
	const any = new RegExp(all.map(({ naming }) => naming.mark.source).join('|'));
	for (const name of names) {
		if (!any.test(name)) continue;
		for (const { naming, prefixes } of all) {
			const prefix = before(naming.mark, name);
			if (prefix !== null) prefixes.add(prefix);
		}
	}
	return all
		.flatMap(({ reader, naming, prefixes }) =>
			[...prefixes].slice(0, MOST_WAYS).map((prefix) => ({ reader, naming, prefix }))
		)
		.sort((a, b) => standing(a.prefix) - standing(b.prefix))
		.slice(0, MOST_WAYS);
}
