import type { MBConvConfig } from '../config.ts';
import { expands, hiddenWidth, ofFour, squeezedWidth } from '../rows.ts';
import type { BlockShape } from './block-shapes.ts';

/** What decides how many channels a gate has inside. */
export type Gates = Pick<MBConvConfig, 'seFrom' | 'seRound'>;

/** Blocks that one row's settings make. */
export type FittedRow = Readonly<{
	first: BlockShape;
	depth: number;
	expansion: number;
	seRatio: number;
}>;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Numbers of hundredths from `min` to `max`, those nearest to a guess first. */
function* near(guess: number, min: number, max: number): Generator<number> {
	const middle = Math.min(max, Math.max(min, hundredths(guess)));
	for (let away = 0; away <= max - min; away = hundredths(away + 0.01)) {
		if (middle + away <= max) yield hundredths(middle + away);
		if (away > 0 && middle - away >= min) yield hundredths(middle - away);
	}
}

const rowLike = (
	{ block, spaceToDepth }: Pick<BlockShape, 'block' | 'spaceToDepth'>,
	expansion: number,
	seRatio: number
) => ({ block, expansion, seRatio, spaceToDepth });

/** Expansions that give all blocks their hidden channels, the quotient of the first first. */
function* expansionsOf(blocks: readonly BlockShape[], first: BlockShape): Generator<number> {
	if (!expands(first.block)) {
		yield 1;
		return;
	}
	for (const expansion of near(first.hidden / first.entering, 0.25, 16)) {
		const row = rowLike(first, expansion, 0);
		if (blocks.every(({ entering, hidden }) => hiddenWidth(row, entering) === hidden))
			yield expansion;
	}
}

/** The ratio that gives all blocks the channels of their gates; `null` where none does. */
function ratioOf(
	blocks: readonly BlockShape[],
	first: BlockShape,
	expansion: number,
	gates: Gates
): number | null {
	if (first.squeezed === 0) return 0;
	const ofInput = gates.seFrom === 'input' && expands(first.block);
	const guess =
		(first.squeezed / first.hidden) * (ofInput ? expansion : 1) * ofFour(1, first.spaceToDepth);
	for (const ratio of near(guess, 0.01, 1)) {
		const row = rowLike(first, expansion, ratio);
		if (blocks.every(({ hidden, squeezed }) => squeezedWidth(gates, row, hidden) === squeezed))
			return ratio;
	}
	return null;
}

const alike = (a: BlockShape, b: BlockShape): boolean =>
	a.stage === b.stage &&
	!a.spaceToDepth &&
	!b.spaceToDepth &&
	a.block === b.block &&
	a.width === b.width &&
	a.kernel === b.kernel &&
	a.startKernel === b.startKernel &&
	usualGroup(a) === usualGroup(b) &&
	a.squeezed > 0 === b.squeezed > 0;

/** Channels of a group where they are not what the block usually has, as a row says it. */
export function usualGroup({ block, groupWidth, entering, hidden }: BlockShape): number {
	const whole = block === 'conv' ? entering : hidden;
	const usual = block === 'conv' || block === 'fused' ? whole : Math.min(1, groupWidth);
	return groupWidth === usual ? 0 : groupWidth;
}

function fit(blocks: readonly BlockShape[], first: BlockShape, gates: Gates): FittedRow | null {
	for (const expansion of expansionsOf(blocks, first)) {
		const seRatio = ratioOf(blocks, first, expansion, gates);
		if (seRatio !== null) return { first, depth: blocks.length, expansion, seRatio };
	}
	return null;
}

/** The fewest rows that make these blocks, from the first on; `null` where a block is none that a row can make. */
export function fitRows(blocks: readonly BlockShape[], gates: Gates): readonly FittedRow[] | null {
	const rows: FittedRow[] = [];
	for (let at = 0; at < blocks.length;) {
		let row: FittedRow | null = null;
		for (let end = at + 1; end <= blocks.length; end++) {
			const [first, last] = [blocks[at], blocks[end - 1]];
			if (!first || !last || (first !== last && !alike(first, last))) break;
			const longer = fit(blocks.slice(at, end), first, gates);
			if (!longer) break;
			row = longer;
		}
		if (!row) return null;
		rows.push(row);
		at += row.depth;
	}
	return rows;
}
