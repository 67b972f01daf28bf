import type { Problem } from '../../fields.ts';
import { inputOf } from '../../input.ts';
import { chain, type Chain, type NamedNet, type Role, type Shape } from '../../net.ts';
import { makeOf, tryLine, type Made } from '../../block-text/line.ts';
import type { Scope } from '../../block-text/place.ts';
import { lineAt, type CustomConfig } from './config.ts';
import { assembled, type StageParts } from './skeletons.ts';

/** The stage of each row, from 1; the first row begins one whatever it says. */
export function stagesOf({ begins }: Pick<CustomConfig, 'begins'>): readonly number[] {
	let stage = 0;
	return begins.map((begin) => (begin === 'stage' || stage === 0 ? ++stage : stage));
}

/** What a configuration makes: its network, or the line that makes none. */
export type Build = Readonly<{ net: Chain } | { problem: Problem }>;

const wide = (x: Shape): number => x.at(-1) ?? 0;

/** More blocks of many operations than a page can show. */
const MOST_LAYERS = 20_000;

/** Thrown inside of this file alone. */
class FaultyLine extends Error {
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.message);
		this.problem = problem;
	}
}

/** Makes a line of a field, and says where a fault of it is. */
function of(field: string, lines: readonly string[], index: number, make: () => Made): Made {
	const made = tryLine(make);
	if (made.ok) return made.value;
	const line = lines.length > 1 ? `line ${Math.min(index, lines.length - 1) + 1}, ` : '';
	const message = `${line}at character ${made.at + 1}: ${made.message}`;
	throw new FaultyLine({ field, message });
}

/** Parts that were made last, by all that they follow from: an edit of one leaves the others what they are. */
const parts = new Map<string, Made>();
const MOST_PARTS = 128;

/**
 * Makes a line, or finds what it made before.
 *
 * @param row of a block: rows that are alike have blocks of their own all the same
 */
function made(row: number, ...line: Parameters<typeof makeOf>): Made {
	const key = JSON.stringify([row, line]);
	const before = parts.get(key);
	if (before) return before;
	const part = makeOf(...line);
	if (parts.size >= MOST_PARTS) parts.clear();
	parts.set(key, part);
	return part;
}

const role = (made: Made, as: Role): NamedNet => [made.name, chain(made.children, as)];

/** A stem whose parts are called by their places alone would hold numbers as names: it gets one of its own. */
const namedStem = (made: Made): Made =>
	made.name === '' && made.children.some((child) => /^\d/.test(child?.[0] ?? ''))
		? { ...made, name: 'stem' }
		: made;

function built(config: CustomConfig): Chain {
	const { depths, widths, strides, classes } = config;
	let x = inputOf(config);
	const scoped =
		(scope: Scope, width: number, stride = 1, index = 0, row = 0) =>
		(text: string, named: boolean): Made =>
			made(row, text, scope, { width, entering: wide(x), stride, index, classes }, x, named);

	const stem = of('stem', config.stem, 0, () =>
		scoped('index', widths[0] ?? 0)(lineAt(config.stem, 0), true)
	);
	x = stem.out;

	const stages: { downsampling: NamedNet; blocks: Chain[] }[] = [];
	const numbers = stagesOf(config);
	let layers = 0;
	depths.forEach((depth, at) => {
		const width = widths[at] ?? 0;
		const number = numbers[at] ?? 1;
		if (!stages[number - 1]) {
			const text = lineAt(config.downsampling, number - 1);
			const down = of('downsampling', config.downsampling, number - 1, () =>
				scoped('index', width, 1, 0, number)(text, false)
			);
			x = down.out;
			const downsampling: NamedNet =
				down.children.length > 0 ? ['downsample', chain(down.children, 'downsample')] : null;
			stages.push({ downsampling, blocks: [] });
		}
		const text = lineAt(config.blocks, at);
		// Blocks that are alike are one and the same object.
		const alike = new Map<string, Readonly<{ net: Chain; out: Shape }>>();
		let turns = 1;
		for (let i = 0; i < depth; i++) {
			const stride = i === 0 ? (strides[at] ?? 1) : 1;
			const key = `${x.join()} ${stride} ${i % turns}`;
			let block = alike.get(key);
			if (!block) {
				const own = of('blocks', config.blocks, at, () =>
					scoped('block', width, stride, i, at)(text, false)
				);
				turns = own.turns;
				block = { net: chain(own.children, 'block'), out: own.out };
				alike.set(`${x.join()} ${stride} ${i % turns}`, block);
			}
			layers += text.length / 4;
			if (layers > MOST_LAYERS)
				throw new FaultyLine({
					field: 'depths',
					message: `more than about ${MOST_LAYERS} operations; permitted: fewer or shorter blocks`
				});
			stages[number - 1]?.blocks.push(block.net);
			x = block.out;
		}
	});

	const head = of('head', config.head, 0, () =>
		scoped('head', wide(x))(lineAt(config.head, 0), true)
	);
	const parts: readonly StageParts[] = stages;
	return assembled(config.names, role(namedStem(stem), 'stem'), parts, role(head, 'head'));
}

const builds = new WeakMap<CustomConfig, Build>();

/** The network of a configuration, or what is wrong with it; worked out once. */
export function buildCustom(config: CustomConfig): Build {
	const known = builds.get(config);
	if (known) return known;
	let build: Build;
	try {
		build = { net: built(config) };
	} catch (error) {
		if (!(error instanceof FaultyLine)) throw error;
		build = { problem: error.problem };
	}
	builds.set(config, build);
	return build;
}
