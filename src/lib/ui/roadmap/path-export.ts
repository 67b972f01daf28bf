import { stepName } from '../../arch/families/roadmap.ts';
import { PRINTED_IN } from '../../arch/families/roadmap-paper.ts';
import type { Regime } from '../../arch/families/roadmap.ts';
import type { PathRow } from '../../count/path.ts';
import type { Card } from '../../live/card.ts';
import { timeVerdict, type Timing } from '../../live/path-times.ts';
import { exact, milliseconds } from '../format.ts';

/** The measured path as plain data: what the paper prints, what is counted, and each run's card. */
export function exportOf(
	regime: Regime,
	path: readonly PathRow[],
	cards: ReadonlyMap<string, Card>
) {
	return {
		path: regime,
		paper: `arXiv 2201.03545, ${PRINTED_IN[regime]}`,
		counted: 'MACs of conv and linear layers, one image of 224 × 224',
		steps: path.flatMap(({ step, paper, totals }) => {
			const card = cards.get(step.id);
			return card ? [{ step: step.name, paper, totals, card }] : [];
		})
	};
}

/** A measured step as a table shows it. */
export type TimeRow = Readonly<{
	index: number;
	name: string;
	macs: number;
	macsExactly: string;
	ms: number;
	time: string;
	spread: string;
	/** Lengths of the bars, percent of the longest. */
	macsWidth: number;
	timeWidth: number;
	/** What stands out against the step it is a patch of; empty where nothing does. */
	note: string;
	strange: boolean;
}>;

const NOTES = {
	'falls, time too': '',
	'falls, time not': 'MACs fall, time does not',
	'grows, time too': '',
	'grows, time not': 'MACs grow, time does not',
	same: ''
} as const;

const timing = ({ macs, stats }: Card): Timing => ({ macs, stats });

/** Measured steps beside their MACs at the input that was run. */
export function timeRows(
	path: readonly PathRow[],
	cards: ReadonlyMap<string, Card>
): readonly TimeRow[] {
	const longest = Math.max(...[...cards.values()].map(({ stats }) => stats.median));
	const most = Math.max(...[...cards.values()].map(({ macs }) => macs));
	return path.flatMap(({ index, before, step }): readonly TimeRow[] => {
		const card = cards.get(step.id);
		if (!card) return [];
		const other = index === 0 ? undefined : cards.get(path[before]?.step.id ?? '');
		const verdict = other ? timeVerdict(timing(other), timing(card)) : 'same';
		return [
			{
				index,
				name: stepName(step),
				macs: card.macs,
				macsExactly: `${exact(card.macs)} MACs`,
				ms: card.stats.median,
				time: milliseconds(card.stats.median),
				spread: milliseconds(card.stats.iqr),
				macsWidth: (100 * card.macs) / most,
				timeWidth: (100 * card.stats.median) / longest,
				note: NOTES[verdict],
				strange: verdict === 'falls, time not'
			}
		];
	});
}
