import { FormatError, quoted } from './format-error.ts';

/** A file with the name that it is known by: without folders. */
export type NamedFile = Readonly<{ name: string; file: Blob }>;

/** `model-00001-of-00002.safetensors`. */
const SHARD = /^(.*)-(\d{1,5})-of-(\d{1,5})(\.\w+)$/;
const MOST_SHARDS = 1000;
/** Missing files are named up to so many. */
const MOST_NAMED = 5;

const listed = (names: readonly string[]): string =>
	`${names.slice(0, MOST_NAMED).map(quoted).join(', ')}${names.length > MOST_NAMED ? ', …' : ''}`;

/** @throws FormatError where files of an index are not there */
function fromIndex(names: readonly string[], files: readonly NamedFile[]): readonly NamedFile[] {
	const missing = names.filter((name) => !files.some((file) => file.name === name));
	if (missing.length > 0)
		throw new FormatError(
			`The weights are in ${names.length} files, and ${missing.length === names.length ? 'none of them is' : 'not all are'} here. Choose or drop them all at once; missing: ${listed(missing)}.`
		);
	return files.filter(({ name }) => names.includes(name));
}

/** @throws FormatError where others of the same weights are not there */
function fromName(first: NamedFile, files: readonly NamedFile[]): readonly NamedFile[] {
	const [, stem = '', number = '', of = '', ending = ''] = SHARD.exec(first.name) ?? [];
	const count = Number(of);
	if (count < 1 || count > MOST_SHARDS || Number(number) > count)
		throw new FormatError(`Its name says that it is number ${number} of ${of} files.`);
	const names = Array.from(
		{ length: count },
		(_, i) => `${stem}-${String(i + 1).padStart(number.length, '0')}-of-${of}${ending}`
	);
	const found = names.flatMap((name) => files.find((file) => file.name === name) ?? []);
	if (found.length === count) return found;
	const missing = names.filter((name) => !found.some((file) => file.name === name));
	throw new FormatError(
		`This is shard ${Number(number)} of ${count}, and holds a part of the weights. Choose or drop all ${count} at once; missing: ${listed(missing)}.`
	);
}

/** What trainers leave beside weights. */
const TRAINING = /^(training_args|optimizer|scheduler|scaler|rng_state)/i;

const WEIGHTS = /\.(safetensors|pth|pt|bin|ckpt|tar)$/i;

/** Of the same weights in several formats one is read. */
const PREFERRED = [/\.safetensors$/i, WEIGHTS, /./];

/**
 * The files of one network's weights among those that were given.
 *
 * @param files all that are no JSON
 * @param index names of files, as an index beside them has them
 * @throws FormatError where one is missing, or there are several networks
 */
export function shardsIn(
	files: readonly NamedFile[],
	index: readonly string[] | null
): readonly NamedFile[] {
	const weights = files.filter(({ name }) => !TRAINING.test(name));
	// An index of files that were left where they were, beside a whole file of the same weights.
	const isElsewhere = index?.every((name) => !files.some((file) => file.name === name));
	const hasWhole = weights.some(({ name }) => WEIGHTS.test(name) && !SHARD.test(name));
	if (index && !(isElsewhere && hasWhole)) return fromIndex(index, files);
	for (const ending of PREFERRED) {
		const some = weights.filter(({ name }) => ending.test(name));
		const shard = some.find(({ name }) => SHARD.test(name));
		const whole = some.filter(({ name }) => !SHARD.test(name));
		// Both a whole file and its shards: the whole one is enough.
		if (whole.length > 0) return whole;
		if (shard) return fromName(shard, some);
	}
	throw new FormatError('There is no file of weights among these files.');
}
