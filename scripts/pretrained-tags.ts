/**
 * Opens files with names and shapes of all weights that timm publishes, and says how each is read: known to
 * the last setting, with questions, stopped for a part that no design has, refused, or as another network.
 *
 *     python scripts/golden/tags.py tags.json
 *     npx tsx scripts/pretrained-tags.ts tags.json [--alone] [--only PATTERN]
 *
 * Beside each lies the hub's `config.json`, but for `--alone`.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { presetDesign, type Design } from '../src/lib/arch/design.ts';
import { loadFamilies } from '../src/lib/arch/families.ts';
import { sameValue } from '../src/lib/arch/fields.ts';
import { elements } from '../src/lib/arch/ops.ts';
import type { Shape } from '../src/lib/arch/net.ts';
import { writeHeader } from '../src/lib/checkpoint/containers/safetensors.ts';
import { openFiles } from '../src/lib/checkpoint/open.ts';
import { textTable } from './text-table.ts';

type Tag = Readonly<{
	/** timm's file that the model is defined in. */
	file: string;
	/** Which of the networks, by number. */
	network: number;
	/** As on the hub. */
	config: Readonly<{ architecture: string }>;
}>;
type Tags = Readonly<{
	networks: readonly Readonly<Record<string, Shape>>[];
	tags: Readonly<Record<string, Tag>>;
}>;

const KINDS = ['clean', 'asked', 'stopped', 'refused', 'wrong', 'no preset'] as const;
type Read = Readonly<{ kind: (typeof KINDS)[number]; words: string }>;

const {
	values: { alone, only },
	positionals: [path]
} = parseArgs({
	allowPositionals: true,
	options: { alone: { type: 'boolean', default: false }, only: { type: 'string', default: '' } }
});
if (path === undefined) throw new Error('the file of scripts/golden/tags.py is missing');
const { networks, tags } = JSON.parse(await readFile(path, 'utf8')) as Tags;
await loadFamilies();

/** A file of which the header alone is there: no weights are read to tell what they are of. */
function fileOf(shapes: Readonly<Record<string, Shape>>): Blob {
	const slots = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
	const header = writeHeader(slots);
	const values = slots.reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
	const slice = (from: number, to: number) => new Blob([header.subarray(from, to)]);
	return { size: header.length + values, slice } as unknown as Blob;
}

/** Which form of the same arithmetic it is, what it reads and puts out, and how many at once. */
const FREE: readonly (string | undefined)[] = [
	'form',
	'classes',
	'channels',
	'batch',
	'resolution'
];

/** In what a design is another network than its weights are of, and nobody is asked. */
const wrongIn = (design: Design, truth: Design, asked: readonly string[]): readonly string[] =>
	truth.family === design.family
		? truth.family.fields.flatMap(({ key, role, applies }) => {
				const [read, right] = [design.config[key] ?? '', truth.config[key] ?? ''];
				const isSaid = asked.includes(key) || FREE.includes(role);
				const counts = applies?.(truth.config) !== false || applies(design.config);
				if (isSaid || !counts || sameValue(read, right)) return [];
				return [`${key}: ${JSON.stringify(read)} for ${JSON.stringify(right)}`];
			})
		: [`a network of the family ${design.family.id}`];

async function readTag(
	shapes: Readonly<Record<string, Shape>>,
	config: Tag['config']
): Promise<Read> {
	const weights = { name: 'model.safetensors', file: fileOf(shapes) };
	const beside = { name: 'config.json', file: new Blob([JSON.stringify(config)]) };
	const opened = await openFiles(alone ? [weights] : [weights, beside]);
	if (!opened.ok)
		return {
			kind: opened.anyway ? 'stopped' : 'refused',
			words: [opened.message, ...opened.details.slice(0, 3)].join(' | ')
		};
	const { design, assumed } = opened.checkpoint;
	// With an answer comes what goes along with it.
	const asked = assumed.flatMap(({ key, asked: isAsked, along = {} }) =>
		isAsked ? [key, ...Object.keys(along)] : []
	);
	const truth = presetDesign(config.architecture);
	if (!truth) return { kind: 'no preset', words: `as ${design.preset}, asked ${asked.join()}` };
	const wrong = wrongIn(design, truth, asked);
	if (wrong.length > 0) return { kind: 'wrong', words: `as ${design.preset}; ${wrong.join('; ')}` };
	return { kind: asked.length > 0 ? 'asked' : 'clean', words: asked.join() };
}

const rows: (readonly [tag: string, file: string, read: Read])[] = [];
/** Tags of one model have one answer. */
const known = new Map<string, Promise<Read>>();
for (const [tag, { file, network, config }] of Object.entries(tags)) {
	const shapes = networks[network];
	if (!shapes || !new RegExp(only).test(tag)) continue;
	const key = JSON.stringify([network, config]);
	const read = known.get(key) ?? readTag(shapes, config);
	known.set(key, read);
	rows.push([tag, file, await read]);
}

const files = [...new Set(rows.map(([, file]) => file))];
const countOf = (some: typeof rows) =>
	KINDS.map((kind) => String(some.filter(([, , read]) => read.kind === kind).length));
console.log(
	textTable(
		['file', ...KINDS, 'tags'],
		[...files, 'all'].map((file) => {
			const some = rows.filter((row) => file === 'all' || row[1] === file);
			return [file, ...countOf(some), String(some.length)];
		})
	)
);
for (const kind of KINDS.slice(1))
	for (const [tag, , read] of rows)
		if (read.kind === kind) console.log(`${kind}  ${tag}: ${read.words}`);
