import { labelOf } from '../../arch/ops.ts';
import type { LayerBox, PartBox, SectionBox } from './boxes.ts';
import { heights, pixels, round, visible, type DrawingFrame } from './viewport.ts';
import { reach } from './silhouettes.ts';
import type { TrackRows } from './tracks.ts';

/** Widths in em: digits are tabular, and the arrow may come from another font. */
const emOf = (character: string): number =>
	character === '→' ? 1 : /\d/.test(character) ? 0.66 : 0.57;

/** A generous guess of a text's width, so that what is let in never touches its neighbour. */
function textWidth(text: string, size = 12): number {
	let em = 0;
	for (const character of text) em += emOf(character);
	return em * size;
}

type Anchor = 'start' | 'middle' | 'end';

/** A section's heading; it stays in view for as long as its section does. */
export type Heading = Readonly<{
	id: string;
	x: number;
	anchor: Anchor;
	title: string;
	/** Behind the title: how many blocks. */
	note: string;
	shape: string;
	/** Where the section's hairline stands, or null when that is out of view. */
	edge: number | null;
}>;

const blocksOf = ({ blocks, ghostBlocks }: SectionBox): readonly string[] => {
	if (blocks === 0) return [''];
	const count = `${blocks} block${blocks === 1 ? '' : 's'}`;
	const changed = ghostBlocks !== null && ghostBlocks !== blocks;
	return [...(changed ? [`${count}, not ${ghostBlocks}`] : []), count, ''];
};

const firstThatFits = (candidates: readonly string[], room: number): string =>
	candidates.find((text) => textWidth(text) <= room) ?? '';

/** Headings of the sections in view, each as long as there is room for it. */
export function headings(frame: DrawingFrame, rows: TrackRows): readonly Heading[] {
	const shown = visible(frame.layout.sections, frame);
	const starts = shown.map((section) => Math.max(0, pixels(section, frame.view)[0]));
	return shown.map((section, i) => {
		const [left, right] = pixels(section, frame.view);
		const start = starts[i] ?? 0;
		const room = (starts[i + 1] ?? frame.width + rows.margin) - start - 10;
		const shape = section.out.join(' × ');
		const edge = left >= 6 && i > 0 ? left - 6 : null;
		if (section.role === 'stem' && textWidth(section.name) > room) {
			// A stem is narrow, and beside it the gutter is free.
			const title = left >= 0 ? firstThatFits([section.name], right + rows.gutter) : '';
			const x = (starts[i + 1] ?? right) - 12;
			return { id: section.id, x, anchor: 'end', title, note: '', shape: '', edge };
		}
		const title = firstThatFits([section.name, section.mark], room);
		const note = firstThatFits(blocksOf(section), room - textWidth(title) - 8);
		return {
			id: section.id,
			x: start,
			anchor: 'start',
			title,
			note: title === section.name ? note : '',
			shape: firstThatFits([shape, shape.replaceAll(' ', '')], room),
			edge
		};
	});
}

/** A section's share of a metric, over its bars. */
export type Share = Readonly<{ id: string; x: number; share: number }>;

/** Shares of a track's total, for the sections that have room to show theirs. */
export function shares(frame: DrawingFrame, metric: keyof SectionBox['values']): readonly Share[] {
	const total = frame.layout.totals[metric];
	return visible(frame.layout.sections, frame).flatMap((section) => {
		const [left, right] = pixels(section, frame.view);
		const x = Math.max(0, left);
		if (total === 0 || Math.min(right, frame.width) - x < 32) return [];
		return [{ id: section.id, x, share: section.values[metric] / total }];
	});
}

/** A name in or under a box, in one line or two. */
export type Label = Readonly<{
	id: string;
	x: number;
	y: number;
	lines: readonly string[];
	turned: boolean;
}>;

const numberOf = ({ name }: PartBox): string => name.replace(/^\D+/, '');

/** How the blocks of a section are named, all alike: by name, by number, or not at all. */
function namingOf(frame: DrawingFrame, section: SectionBox): (part: PartBox) => string {
	const blocks = frame.layout.parts
		.slice(section.first, section.end)
		.filter(({ kind }) => kind === 'block');
	const fits = (name: (part: PartBox) => string, air: number) =>
		blocks.every((part) => {
			const [left, right] = pixels(part, frame.view);
			return textWidth(name(part), 11) + air <= right - left;
		});
	if (fits(({ name }) => name, 6)) return ({ name }) => name;
	return fits(numberOf, 9) ? numberOf : () => '';
}

/** Names under blocks that are wide enough for one. */
export function partLabels(frame: DrawingFrame, rows: TrackRows): readonly Label[] {
	if (frame.level === 'section') return [];
	const high = heights(frame.layout.side, rows.half);
	return visible(frame.layout.sections, frame).flatMap((section) => {
		const naming = namingOf(frame, section);
		const own = frame.layout.parts.slice(section.first, section.end);
		return visible(own, frame).flatMap((part): Label[] => {
			const [left, right] = pixels(part, frame.view);
			const [from, to] = [Math.max(0, left), Math.min(frame.width, right)];
			const wanted = part.kind === 'block' ? naming(part) : part.kind === 'plain' ? '' : part.name;
			if (wanted === '' || textWidth(wanted, 11) + 4 > to - from) return [];
			const y = rows.middle + round(high(frame.layout.layers[part.first]?.enters ?? 1)) + 14;
			return [{ id: part.id, x: round((from + to) / 2), y, lines: [wanted], turned: false }];
		});
	});
}

const LINE = 13;
/** One layer in so many must have room for its name. */
const NAMED = 4;

/** Ways to name a layer, from the fullest to the shortest, each in one line or two. */
function namesOf({ layer, kind }: LayerBox): readonly (readonly string[])[] {
	const label = labelOf(layer.op, layer.in);
	const tight = label.replaceAll(' × ', '×').replaceAll(' → ', '→');
	const [size = '', ...rest] = tight.split(' ');
	if (!/^\d/.test(label)) return [[label], [kind]];
	return [[label], [tight], [size, rest.join(' ')], [size]];
}

/** Names of layers in their boxes: across when wide enough, turned when tall enough. */
export function layerLabels(frame: DrawingFrame, rows: TrackRows): readonly Label[] {
	if (frame.level !== 'layer') return [];
	const high = heights(frame.layout.side, rows.half);
	const shown = visible(frame.layout.layers, frame);
	const labels = shown.flatMap((box): Label[] => {
		const [left, right] = pixels(box, frame.view);
		const [width, x] = [right - left, round((left + right) / 2)];
		if (width < 15 || x < 0 || x > frame.width) return [];
		const names = namesOf(box);
		const height = 2 * high(Math.min(box.enters, box.leaves)) * reach(box);
		const fits = (lines: readonly string[], along: number, across: number) =>
			lines.every((line) => textWidth(line, 11) <= along) && lines.length * LINE <= across;
		const room = Math.min(width - 8, 2 * x, 2 * (frame.width - x));
		const flat = names.slice(0, -1).find((lines) => fits(lines, room, height));
		const lines = flat ?? names.find((found) => fits(found, height - 5, width));
		return lines ? [{ id: box.id, x, y: rows.middle, lines, turned: !flat }] : [];
	});
	// Names pale the boxes they stand on: a few are not worth it.
	return labels.length * NAMED >= shown.length ? labels : [];
}

/** A run of blocks that repeat: a bracket under them, and how often they do. */
export type Bracket = Readonly<{
	id: string;
	d: string;
	x: number;
	y: number;
	text: string;
	folded: boolean;
	label: string;
	width: number;
}>;

/** Brackets of the runs that have room for their number. */
export function brackets(frame: DrawingFrame, { brackets: y }: TrackRows): readonly Bracket[] {
	return visible(frame.layout.runs, frame).flatMap((run) => {
		const [left, right] = pixels(run, frame.view);
		const [from, to] = [Math.max(0, left), Math.min(frame.width, right)];
		const text = run.period > 1 ? `pairs × ${run.count}` : `× ${run.count}`;
		const width = textWidth(text, 11) + 14;
		if (to - from < width) return [];
		const x = round((from + to) / 2);
		const foot = (edge: number, shown: boolean) =>
			shown ? `${edge},${y - 4}V${y}` : `${edge},${y}`;
		const d = `M${foot(from, left >= 0)}H${x - width / 2}M${foot(to, right <= frame.width)}H${x + width / 2}`;
		const verb = run.folded ? 'open' : 'fold';
		const what = run.period > 1 ? 'identical pairs of blocks' : 'identical blocks';
		const label = `× ${run.count} ${what}: ${verb}`;
		return [{ id: run.id, d, x, y, text, folded: run.folded, label, width }];
	});
}
