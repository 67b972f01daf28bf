import type { Family } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { inputOf } from '../../input.ts';
import { layersOf, ShapeError, type Layer } from '../../infer.ts';
import type { Chain, Net, Role, Shape } from '../../net.ts';
import { describeLine } from '../../block-text/describe.ts';
import { writeLine } from '../../block-text/line.ts';
import type { Scope, Style } from '../../block-text/place.ts';
import type { InputConfig } from '../common-fields.ts';
import { buildCustom } from './build.ts';
import { withoutRepeats, type CustomConfig } from './config.ts';
import { rowsOf, type Placed, type Row } from './rows.ts';
import { skeletonOf } from './skeletons.ts';

type Part = Readonly<{ name: string; net: Chain; in: Shape; out: Shape }>;
type Parts = Readonly<{
	stem: Part;
	head: Part;
	stages: readonly Readonly<{ downsampling: Part | null; blocks: readonly Placed[] }>[];
}>;

const STYLE: Style = { letters: ['C', 'I'], counts: false, skips: false };

/** Takes a network to its parts, with what enters and leaves each; `null` where it has others. */
function partsOf(net: Chain, input: Shape): Parts | null {
	let x = input;
	let [stem, head]: (Part | null)[] = [null, null];
	const stages: { downsampling: Part | null; blocks: Placed[] }[] = [];
	const known = new Map<Net, Readonly<{ in: string; out: Shape }>>();

	function through(net: Chain): Shape {
		const before = known.get(net);
		if (before?.in === x.join()) return before.out;
		const out = layersOf({ ...net, role: null }, x).at(-1)?.out ?? x;
		known.set(net, { in: x.join(), out });
		return out;
	}

	function taken(name: string, net: Chain): Part {
		const part = { name, net, in: x, out: through(net) };
		x = part.out;
		return part;
	}

	function visit(name: string, net: Net): boolean {
		if (net.kind !== 'chain') return false;
		const as: Role | null = net.role;
		const stage = stages.at(-1);
		if (as === 'stem') stem = taken(name, net);
		else if (as === 'head') head = taken(name, net);
		else if (as === 'downsample' && stage) stage.downsampling = taken(name, net);
		else if (as === 'block' && stage) stage.blocks.push(taken(name, net));
		else {
			if (as === 'stage') stages.push({ downsampling: null, blocks: [] });
			return net.children.every((child) => visit(child.name, child.net));
		}
		return true;
	}

	const whole = net.children.every((child) => visit(child.name, child.net));
	return whole && stem && head ? { stem, head, stages } : null;
}

/** The line of a part that is no block; its name stands before it. */
function lineOf(part: Part, scope: Scope, width: number, classes: number): string {
	const entering = part.in.at(-1) ?? 0;
	const place = { width, entering, stride: 1, index: 0, classes };
	const text = writeLine(describeLine(part.net.children, scope, place, part.in, STYLE));
	const [only, more] = part.net.children;
	const group = only?.net.kind === 'chain' && !more;
	return part.name === 'downsample' || (part.name === '' && !group)
		? text
		: `${part.name}:(${text})`;
}

function configOf(
	{ stem, head, stages }: Parts,
	{ input, channels, classes, batch }: InputConfig,
	names: CustomConfig['names']
): CustomConfig {
	const rows = rowsOf(stages.map(({ blocks }) => blocks));
	const width = (row: Row | undefined) => row?.width ?? 0;
	const first = (stage: number) => rows.find((row) => row.blocks[0] === stages[stage]?.blocks[0]);
	return {
		...{ input, channels, classes, batch },
		depths: rows.map(({ blocks }) => blocks.length),
		widths: rows.map(width),
		strides: rows.map(({ stride }) => stride),
		begins: rows.map((row) =>
			stages.some(({ blocks }) => blocks[0] === row.blocks[0]) ? 'stage' : 'row'
		),
		stem: [lineOf(stem, 'index', width(rows[0]), classes)],
		blocks: withoutRepeats(rows.map(({ line }) => line)),
		downsampling: withoutRepeats(
			stages.map(({ downsampling }, i) =>
				downsampling ? lineOf(downsampling, 'index', width(first(i)), classes) : ''
			)
		),
		head: [lineOf(head, 'head', head.in.at(-1) ?? 0, classes)],
		names
	};
}

const sameLayers = (a: readonly Layer[], b: readonly Layer[]): boolean =>
	a.length === b.length &&
	a.every(({ path, params, macs, out }, i) => {
		const other = b[i];
		return (
			other?.path === path &&
			other.params === params &&
			other.macs === macs &&
			other.out.join() === out.join()
		);
	});

/**
 * A configuration of another family with its blocks as lines: the same layers under the same names.
 * `null` where it cannot be computed, or lines cannot say it.
 */
export function customConfig({ check, build }: Family, config: Config): CustomConfig | null {
	if (check(config).length > 0) return null;
	const [net, input] = [build(config), inputOf(config)];
	const names = net.kind === 'chain' ? skeletonOf(net) : undefined;
	if (net.kind !== 'chain' || !names) return null;
	try {
		const layers = layersOf(net, input);
		const parts = partsOf(net, input);
		if (!parts) return null;
		// Every family is told the same of its input and output.
		const own = configOf(parts, config as InputConfig, names);
		const made = buildCustom(own);
		return 'net' in made && sameLayers(layersOf(made.net, input), layers) ? own : null;
	} catch (error) {
		if (error instanceof ShapeError) return null;
		throw error;
	}
}
