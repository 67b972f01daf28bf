import { examine, presetLabel } from '../arch/design.ts';
import { leaning, type FileFacts } from '../arch/families/likely.ts';
import type { Naming } from '../arch/families/naming.ts';
import type { Shapes } from '../arch/families/weight-shapes.ts';
import { account, tellParts, type Unused } from './accounting.ts';
import { settingText } from './assumed.ts';
import { shapesIn, type Checkpoint, type OpenedCheckpoint, type Refused } from './checkpoint.ts';
import { givenName, readFiles, type Gathered, type OnProgress } from './containers/files.ts';
import { FormatError, quoted, short } from './containers/format-error.ts';
import type { NamedFile } from './containers/shards.ts';
import type { Stored } from './containers/stored.ts';
import { adviceFor } from './containers/torch/unread.ts';
import { isFloat } from './containers/widen.ts';
import { isComplete, weightShapes, type ConfigDifferences } from './differences.ts';
import { loneHead } from './lone-head.ts';
import { wrappingsOf, type Wrapping } from './naming.ts';
import { loadReaders, type FamilyReader } from './readers.ts';
import { recognise, type Hints } from './recognition.ts';
import { toTimmNames } from './renaming.ts';
import { asNeeded, synonymsIn } from './synonyms.ts';
import { knownKind, seemsToBe } from './unknown-file.ts';

const refuse = (message: string, details: readonly string[] = []): Refused => ({
	ok: false,
	message,
	details
});

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Every tensor in which a file differs from a design, in words. */
const tellDifferences = (
	{ missing, misshapen }: ConfigDifferences,
	{ parts }: Unused
): readonly string[] => [
	...missing.map((name) => `missing: ${name}`),
	...misshapen.map(
		({ name, shape, needed }) =>
			`misshapen: ${name} is ${shapeText(shape)}, and the design needs ${shapeText(needed)}`
	),
	...parts.map((name) => `not in the design: ${short(name)}`)
];

/** A reader that also knows what an author's networks have and no shape tells, or what they mostly have. */
function knowing(reader: FamilyReader, { says }: Naming, file: FileFacts): FamilyReader {
	const said = says?.(file.shapes) ?? {};
	const likely = reader.likely?.(file) ?? {};
	const guess = (of: Shapes) =>
		reader.guess(of).map((one) => leaning({ ...one, read: { ...one.read, ...said } }, likely));
	return { ...reader, guess };
}

/** The type of all values that count; empty where there are several. */
function dtypeOf(stored: ReadonlyMap<string, Stored>): string {
	const dtypes = new Set(
		[...stored.values()].flatMap(({ dtype, shape }) => (shape.length > 1 ? [dtype] : []))
	);
	return dtypes.size === 1 ? ([...dtypes][0] ?? '') : '';
}

type Called = Pick<Hints, 'called' | 'told'>;

/** One way to read a file. */
function attempt(stored: ReadonlyMap<string, Stored>, way: Wrapping, hints: Called) {
	const { reader, naming, prefix } = way;
	const renamed = toTimmNames(stored, way);
	const shapes = shapesIn(renamed.tensors);
	const file: FileFacts = {
		author: naming.author,
		called: hints.called ?? '',
		shapes,
		has: (name) => stored.has(name),
		dtype: dtypeOf(stored)
	};
	const found = recognise(shapes, [knowing(reader, naming, file)], {
		...hints,
		loose: naming.author !== 'timm'
	});
	const presumed: readonly string[] = [];
	if (!found.ok) return { way, found, renamed, unused: null, faults: [Infinity], presumed };
	const { missing, misshapen, extra } = found.differences;
	const { bystanders: own } = naming;
	const unused = account(extra, renamed.outside, { prefix, own, from: renamed.from });
	const used = renamed.tensors.size - extra.length;
	const faults = [missing.length + misshapen.length, unused.parts.length, -used];
	return { way, found, renamed, unused, faults, presumed };
}
type Attempt = ReturnType<typeof attempt>;

/** Whether the first of what differs is less. */
function isBetter(a: readonly number[], b: readonly number[]): boolean {
	const at = a.findIndex((count, i) => count !== b[i]);
	return at >= 0 && (a[at] ?? Infinity) < (b[at] ?? Infinity);
}

/** The way to read a file that leaves least unsaid. */
function bestOf(
	stored: ReadonlyMap<string, Stored>,
	ways: readonly Wrapping[],
	hints: Called
): Attempt | null {
	let best: Attempt | null = null;
	let problem: FormatError | null = null;
	for (const way of ways)
		try {
			const next = attempt(stored, way, hints);
			if (!best || isBetter(next.faults, best.faults)) best = next;
		} catch (error) {
			if (!(error instanceof FormatError)) throw error;
			problem ??= error;
		}
	if (!best && problem) throw problem;
	return best;
}

/** What wrappers of training put into the middle of names. */
const WITHIN =
	/(?<=.)_(orig_mod|fsdp_wrapped_module|checkpoint_wrapped_module)\.|^_fsdp_wrapped_module\./g;

/** DINOv2's training keeps blocks in chunks, each numbered as among all: `blocks.1.6.` is the sixth. */
const CHUNK = /((?:^|\.)blocks\.)\d+\.(\d+\.(?:norm\d|attn|mlp|ls\d)\.)/;

/** Tensors under other names; as they are where two would get one name. */
function renamed(
	tensors: ReadonlyMap<string, Stored>,
	rename: (name: string) => string
): ReadonlyMap<string, Stored> {
	const plain = new Map([...tensors].map(([name, one]) => [rename(name), one]));
	return plain.size === tensors.size ? plain : tensors;
}

/** Tensors without what training puts into their names. */
const unwrapped = (tensors: ReadonlyMap<string, Stored>): ReadonlyMap<string, Stored> =>
	renamed(
		renamed(tensors, (name) => name.replace(WITHIN, '')),
		(name) => name.replace(CHUNK, '$1$2')
	);

/** The same way, where what it leaves is a classifier that goes by another name. */
function withHead(stored: ReadonlyMap<string, Stored>, best: Attempt, hints: Called): Attempt {
	const { way, found, unused } = best;
	if (!found.ok || !unused || !isComplete(found.differences)) return best;
	const head = loneHead(stored, way, found.design, unused.parts);
	if (!head) return best;
	const next = { ...attempt(head.stored, head.way, hints), presumed: [head.presumed] };
	return next.found.ok && isComplete(next.found.differences) && next.unused?.parts.length === 0
		? next
		: best;
}

function describe(
	{ name, tensors: given, notes, about }: Gathered,
	readers: readonly FamilyReader[]
): OpenedCheckpoint {
	const stored = unwrapped(given);
	const { told = {} } = about;
	const hints = { called: told.architecture ?? name, told };
	const whole = bestOf(stored, wrappingsOf([...stored.keys()], readers), hints);
	const best = whole && withHead(stored, whole, hints);
	const deep = [...stored.values()].some(({ shape }) => shape.length === 5);
	if (!best || (deep && !best.found.ok))
		return refuse(
			`${quoted(name)} does not fit any design here. ${deep ? 'Its convolutions have three dimensions, for videos or volumes; networks here are for images.' : seemsToBe([...stored.keys()], readers)}`
		);
	const { way, found, renamed, unused, presumed } = best;
	const kind = knownKind([...stored.keys()]);
	if (!found.ok || !unused)
		return refuse(
			`${quoted(name)} does not fit any design here. ${kind ?? (found.ok ? '' : found.message)}`
		);
	const { design, assumed, differences, told: known } = found;
	const said = known.map((key) => settingText(design, key)).join(', ');
	const { tensors } = renamed;
	const synonyms = synonymsIn(tensors.keys(), way.reader.synonyms);
	const examined = examine(design);
	const shapes: Shapes = examined.ok ? weightShapes(examined.network.layers) : new Map();
	const needed = [...shapes.keys()];
	const used = asNeeded(tensors, synonyms, shapes);
	const label = presetLabel(design);
	if (!isComplete(differences))
		return refuse(
			[`${quoted(name)} is nearest to ${label}, and does not fit it.`, kind ?? []].flat().join(' '),
			tellDifferences(differences, unused)
		);
	const dtypesOf = (tensor: string) => used.get(tensor)?.parts.map(({ dtype }) => dtype) ?? [];
	const odd = needed.filter((tensor) => !dtypesOf(tensor).every(isFloat));
	if (odd.length > 0) {
		const advice = odd.flatMap(dtypesOf).map(adviceFor).find(Boolean);
		return refuse(
			`${quoted(name)} holds values of a type that is not read here; permitted are F64, F32, F16 and BF16. ${kind ?? advice ?? 'Such are mostly quantized: open the weights that it was made from.'}`,
			odd.map((tensor) => `${dtypesOf(tensor).join()}: ${tensor}`)
		);
	}
	const checkpoint: Checkpoint = {
		...{ name, tensors, synonyms, design, assumed, presumed, differences, unused, about },
		notes: said === '' ? notes : [...notes, `config.json says ${said}.`],
		author: way.naming.author,
		prefix: way.prefix,
		dtypes: [...new Set(needed.flatMap(dtypesOf))]
	};
	if (unused.parts.length === 0) return { ok: true, checkpoint };
	return {
		ok: false,
		message: [
			`${quoted(name)} fits ${label} but for a part of its network that the design does not have: ${tellParts(unused.parts)}. Without it the output is another network’s.`,
			kind ?? []
		]
			.flat()
			.join(' '),
		details: unused.parts.map((part) => `not in the design: ${short(part)}`),
		anyway: checkpoint
	};
}

/**
 * Finds the design that files fit: one of weights, or shards of one, with JSON files beside them. Never
 * throws: what is wrong is returned.
 */
export async function openFiles(
	files: readonly NamedFile[],
	onprogress?: OnProgress
): Promise<OpenedCheckpoint> {
	try {
		return describe(...(await Promise.all([readFiles(files, onprogress), loadReaders()])));
	} catch (error) {
		const name = quoted(givenName(files));
		if (error instanceof FormatError) return refuse(`${name}: ${error.message}`);
		// The browser says so where a file was moved or is not permitted to be read.
		if (error instanceof DOMException) return refuse(`${name} could not be read: ${error.message}`);
		throw error;
	}
}

/** The same of one file. */
export const openCheckpoint = (file: Blob, name: string): Promise<OpenedCheckpoint> =>
	openFiles([{ file, name }]);
