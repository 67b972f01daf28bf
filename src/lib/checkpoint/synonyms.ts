import type { CheckpointReader } from '../arch/family.ts';

/** Other names of timm's for tensors, by the names that they have. */
export type Synonyms = ReadonlyMap<string, string>;

/** Second names of tensors: some networks differ in names and not in shapes. */
export function synonymsIn(
	names: Iterable<string>,
	rules: CheckpointReader['synonyms'] = []
): Synonyms {
	const pairs = [...names].flatMap((name) =>
		rules
			.filter(([pattern]) => pattern.test(name))
			.map(([pattern, to]) => [name, name.replace(pattern, to)] as const)
	);
	return new Map(pairs);
}

/** Entries under the names that a network has for them. @param needed the network's names */
export function asNeeded<T>(
	entries: ReadonlyMap<string, T>,
	synonyms: Synonyms,
	needed: Pick<ReadonlySet<string>, 'has'>
): ReadonlyMap<string, T> {
	if (synonyms.size === 0) return entries;
	const nameFor = (name: string): string => {
		const other = synonyms.get(name);
		return other !== undefined && !needed.has(name) && needed.has(other) ? other : name;
	};
	return new Map([...entries].map(([name, entry]) => [nameFor(name), entry]));
}
