import { describeLine } from '../../block-text/describe.ts';
import { makeOf, tryLine, writeLine } from '../../block-text/line.ts';
import type { Place, Style } from '../../block-text/place.ts';
import { sameData } from '../../block-text/same.ts';
import type { Chain, Shape } from '../../net.ts';

/** A block where it stands. */
export type Placed = Readonly<{ net: Chain; in: Shape; out: Shape }>;

/** Blocks of one line. */
export type Row = Readonly<{
	line: string;
	width: number;
	stride: number;
	blocks: readonly Placed[];
}>;

const stylesOf = (all: readonly (readonly [Style['letters'], boolean])[]): readonly Style[] =>
	all.flatMap(([letters, counts]) => [
		{ letters, counts, skips: true },
		{ letters, counts, skips: false }
	]);

/** Ways to write a block's numbers, in two orders; the first that serves all blocks of a run is taken. */
const ORDERS = [
	stylesOf([
		[['C', 'I'], false],
		[['I', 'C'], false],
		[[], false]
	]),
	stylesOf([
		[['C', 'I'], true],
		[['I', 'C'], true],
		[[], false]
	])
] as const;

const widthOf = (x: Shape): number => x.at(-1) ?? 0;

/** By how much a block shrinks its map. */
function strideOf({ in: x, out }: Placed): number {
	const [before = 1] = x;
	const [after = 1] = out;
	return x.length === 3 && out.length === 3 ? Math.max(1, Math.round(before / after)) : 1;
}

const placeOf = (block: Placed, width: number, stride: number, index: number): Place => ({
	width,
	entering: widthOf(block.in),
	stride: index === 0 ? stride : 1,
	index
});

/** A way to say a block. */
const lineOf = (block: Placed, place: Place, style: Style): string =>
	writeLine(describeLine(block.net.children, 'block', place, block.in, style));

/** How many of these blocks, from the first, a line says. */
function reach(line: string, blocks: readonly Placed[], width: number, stride: number): number {
	const said = new Set<string>();
	const ids = new Map<Chain, number>();
	const turns = line.startsWith('alternate(') ? 2 : 1;
	for (const [index, block] of blocks.entries()) {
		const place = placeOf(block, width, stride, index);
		const id = ids.get(block.net) ?? ids.size;
		ids.set(block.net, id);
		const key = `${id} ${block.in.join()} ${place.stride} ${index % turns}`;
		if (said.has(key)) continue;
		const made = tryLine(() => makeOf(line, 'block', place, block.in));
		if (!made.ok) return index;
		const children = made.value.children.map((child) => ({ name: child?.[0], net: child?.[1] }));
		if (!sameData(children, block.net.children)) return index;
		said.add(key);
	}
	return blocks.length;
}

/** The longest run of blocks from the first that one line says. */
function firstRow(blocks: readonly Placed[], styles: readonly Style[]): Row | null {
	const [first, second] = blocks;
	if (!first) return null;
	const width = widthOf(first.out);
	const stride = strideOf(first);
	const alike = blocks.findIndex((block) => widthOf(block.out) !== width);
	const run = alike < 0 ? blocks : blocks.slice(0, alike);
	const starts = [
		placeOf(first, width, stride, 0),
		second && placeOf(second, width, 1, 1)
	] as const;

	let best = { line: '', length: 0 };
	const tried = new Set<string>();
	function attempt(line: string): boolean {
		if (tried.has(line)) return false;
		tried.add(line);
		const length = reach(line, run, width, stride);
		if (length > best.length) best = { line, length };
		return best.length === run.length;
	}
	function attemptAll(): void {
		for (const style of styles) {
			if (attempt(lineOf(first as Placed, starts[0], style))) return;
			if (!second || !starts[1] || run.length === 1) continue;
			if (attempt(lineOf(second, starts[1], style))) return;
		}
		const turning = run.length > 1 && stride === 1 && widthOf(run[0]?.in ?? []) === width;
		if (best.length > 1 || !second || !starts[1] || !turning) return;
		const [style] = styles;
		if (style)
			attempt(
				`alternate(${lineOf(first as Placed, starts[0], style)} | ${lineOf(second, starts[1], style)})`
			);
	}
	attemptAll();
	const { line, length } = best;
	return length === 0 ? null : { line, width, stride, blocks: run.slice(0, length) };
}

/**
 * The blocks of a stage as rows of one line each, as few as are found.
 *
 * @throws where a block is none that a line can say
 */
function rowsFrom(blocks: readonly Placed[], styles: readonly Style[]): readonly Row[] {
	const rows: Row[] = [];
	let rest = blocks;
	while (rest.length > 0) {
		const row = firstRow(rest, styles);
		if (!row) throw new Error('there is no line for a block');
		rows.push(row);
		rest = rest.slice(row.blocks.length);
	}
	return rows;
}

/** More rows than this are left as they are: their blocks have little in common. */
const MOST_SHARING = 16;

const says = (line: string, { blocks, width, stride }: Row): boolean =>
	reach(line, blocks, width, stride) === blocks.length;

/** Two rows of a stage as one, where one line says both. */
function merged(before: Row | undefined, row: Row): Row | null {
	if (!before || before.width !== row.width || row.stride !== 1) return null;
	const both = { ...before, blocks: [...before.blocks, ...row.blocks] };
	const line = [before.line, row.line].find((line) => says(line, both));
	return line === undefined ? null : { ...both, line };
}

/** The same rows with as few different lines as are found. */
function shared(stages: readonly (readonly Row[])[]): readonly Row[] {
	const all = stages.flat();
	if (all.length > MOST_SHARING) return all;
	const covers = [...new Set(all.map(({ line }) => line))]
		.map((line) => ({ line, rows: all.filter((row) => row.line === line || says(line, row)) }))
		.sort((a, b) => b.rows.length - a.rows.length || a.line.length - b.line.length);
	const common = (row: Row): Row => ({
		...row,
		line: covers.find(({ rows }) => rows.includes(row))?.line ?? row.line
	});
	return stages.flatMap((rows) => {
		const kept: Row[] = [];
		for (const row of rows.map(common)) {
			const one = merged(kept.at(-1), row);
			if (one) kept[kept.length - 1] = one;
			else kept.push(row);
		}
		return kept;
	});
}

const linesIn = (rows: readonly Row[]): number => new Set(rows.map(({ line }) => line)).size;

/**
 * The blocks of all stages as rows of one line each, with few lines among them.
 *
 * @throws where a block is none that a line can say
 */
export function rowsOf(stages: readonly (readonly Placed[])[]): readonly Row[] {
	const [plain, inWidths] = ORDERS.map(
		(styles) => () => shared(stages.map((blocks) => rowsFrom(blocks, styles)))
	);
	const first = plain?.() ?? [];
	if (linesIn(first) === 1 || first.length > MOST_SHARING) return first;
	const second = inWidths?.() ?? [];
	return linesIn(second) < linesIn(first) ? second : first;
}
