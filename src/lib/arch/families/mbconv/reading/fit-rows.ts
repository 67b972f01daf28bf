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
	/** 0: by the expansion. */
	hiddenWidth: number;
	seRatio: number;
}>;

type Inside = Pick<FittedRow, 'expansion' | 'hiddenWidth'>;

const rounded = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** Numbers of so many steps a unit from `min` to `max`, those nearest to a guess first. */
function* near(guess: number, min: number, max: number, steps: number): Generator<number> {
	const middle = Math.min(max, Math.max(min, rounded(guess, steps)));
	for (let away = 0; away <= max - min; away = rounded(away + 1 / steps, steps)) {
		if (middle + away <= max) yield rounded(middle + away, steps);
		if (away > 0 && middle - away >= min) yield rounded(middle - away, steps);
	}
}

/** Ratios of gates: hundredths, which people write, then thousandths. */
function* ratios(guess: number): Generator<number> {
	yield* near(guess, 0.01, 1, 100);
	yield* near(guess, 0.001, 1, 1000);
}

const rowLike = (
	{ block, spaceToDepth }: Pick<BlockShape, 'block' | 'spaceToDepth'>,
	inside: Inside,
	seRatio: number
) => ({ block, ...inside, seRatio, spaceToDepth });

/**
 * What gives all blocks their hidden channels: expansions, the quotient of the first first, and the
 * very number where no expansion does.
 */
function* insidesOf(blocks: readonly BlockShape[], first: BlockShape): Generator<Inside> {
	if (!expands(first.block)) {
		yield { expansion: 1, hiddenWidth: 0 };
		return;
	}
	const quotient = first.hidden / first.entering;
	let found = false;
	for (const expansion of near(quotient, 0.25, 16, 100)) {
		const inside = { expansion, hiddenWidth: 0 };
		const row = rowLike(first, inside, 0);
		if (!blocks.every(({ entering, hidden }) => hiddenWidth(row, entering) === hidden)) continue;
		found = true;
		yield inside;
	}
	if (found || blocks.some(({ hidden }) => hidden !== first.hidden)) return;
	yield {
		expansion: Math.min(16, Math.max(0.25, rounded(quotient, 100))),
		hiddenWidth: first.hidden
	};
}

/** The ratio that gives all blocks the channels of their gates; `null` where none does. */
function ratioOf(
	blocks: readonly BlockShape[],
	first: BlockShape,
	inside: Inside,
	gates: Gates
): number | null {
	if (first.squeezed === 0) return 0;
	const ofInput = gates.seFrom === 'input' && expands(first.block);
	const guess =
		(first.squeezed / (ofInput ? first.entering : first.hidden)) * ofFour(1, first.spaceToDepth);
	for (const ratio of ratios(guess)) {
		const row = rowLike(first, inside, ratio);
		if (
			blocks.every(
				({ entering, hidden, squeezed }) => squeezedWidth(gates, row, hidden, entering) === squeezed
			)
		)
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
	a.kernelCount === b.kernelCount &&
	a.expandParts === b.expandParts &&
	a.projectParts === b.projectParts &&
	usualGroup(a) === usualGroup(b) &&
	a.squeezed > 0 === b.squeezed > 0;

/** Channels of a group where they are not what the block usually has, as a row says it. */
export function usualGroup({ block, groupWidth, entering, hidden }: BlockShape): number {
	const whole = block === 'conv' ? entering : hidden;
	const usual = block === 'conv' || block === 'fused' ? whole : Math.min(1, groupWidth);
	return groupWidth === usual ? 0 : groupWidth;
}

function fit(blocks: readonly BlockShape[], first: BlockShape, gates: Gates): FittedRow | null {
	for (const inside of insidesOf(blocks, first)) {
		const seRatio = ratioOf(blocks, first, inside, gates);
		if (seRatio !== null) return { first, depth: blocks.length, ...inside, seRatio };
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
