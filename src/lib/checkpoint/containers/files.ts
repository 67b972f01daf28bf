import { isPlain, parseJson } from '../../json/parse.ts';
import { aboutOf, type About } from './about.ts';
import type { Container } from './container.ts';
import { FormatError, quoted } from './format-error.ts';
import { readContainer } from './read.ts';
import { shardsIn, type NamedFile } from './shards.ts';
import type { Stored } from './stored.ts';

/** What several files hold together, and what it is called. */
export type Gathered = Container & Readonly<{ name: string; about: About }>;

/** Called with the share that is read, 0 to 1. */
export type OnProgress = (share: number) => void;

const LARGEST_JSON = 2 ** 24;
const JSON_NAME = /\.json$/i;

async function jsonOf({ name, file }: NamedFile): Promise<Record<string, unknown> | null> {
	if (file.size > LARGEST_JSON) return null;
	const json = parseJson(await file.text());
	if (isPlain(json)) return json;
	throw new FormatError(`${quoted(name)} is no JSON object.`);
}

/** Names of the files that an index says the tensors are in. */
function indexIn(jsons: readonly Record<string, unknown>[]): readonly string[] | null {
	const map = jsons.map(({ weight_map: map }) => map).find(isPlain);
	if (!map) return null;
	const names = new Set(Object.values(map).filter((name) => typeof name === 'string'));
	if (names.size === 0 || names.size > 1000) throw new FormatError('The index names no files.');
	return [...names];
}

/** @throws FormatError where two files hold the same name: which is meant cannot be told */
function merged(containers: readonly (readonly [NamedFile, Container])[]): Container {
	const tensors = new Map<string, Stored>();
	const from = new Map<string, string>();
	for (const [{ name }, container] of containers)
		for (const [tensor, stored] of container.tensors) {
			const other = from.get(tensor);
			if (other !== undefined)
				throw new FormatError(
					`${quoted(other)} and ${quoted(name)} both hold ${quoted(tensor)}: open one network at a time.`
				);
			from.set(tensor, name);
			tensors.set(tensor, stored);
		}
	return { tensors, notes: [...new Set(containers.flatMap(([, { notes }]) => notes))] };
}

/** The file's name, or the first and how many more. */
const nameOf = ([first, ...others]: readonly NamedFile[]): string =>
	`${first?.name ?? 'no file'}${others.length > 0 ? ` and ${others.length} more` : ''}`;

/** How a person knows what they gave. */
export const givenName = (files: readonly NamedFile[]): string =>
	nameOf(
		files.some(({ name }) => !JSON_NAME.test(name))
			? files.filter(({ name }) => !JSON_NAME.test(name))
			: files
	);

/**
 * Reads what one network's weights are in: one file, or all of its shards, and the JSON files beside
 * them, in any order. Values are not read.
 *
 * @throws FormatError
 */
export async function readFiles(
	files: readonly NamedFile[],
	onprogress: OnProgress = () => {}
): Promise<Gathered> {
	const [only, ...more] = files;
	const weights = more.length === 0 ? files : files.filter(({ name }) => !JSON_NAME.test(name));
	const beside = files.filter((file) => !weights.includes(file));
	const jsons = (await Promise.all(beside.map(jsonOf))).filter((json) => json !== null);
	const shards =
		only && more.length === 0 && !/-of-/.test(only.name)
			? files
			: shardsIn(weights, indexIn(jsons));
	const containers: (readonly [NamedFile, Container])[] = [];
	for (const shard of shards) {
		onprogress(containers.length / shards.length);
		containers.push([shard, await readContainer(shard.file, shard.name)]);
	}
	return { ...merged(containers), name: nameOf(shards), about: aboutOf(jsons) };
}
