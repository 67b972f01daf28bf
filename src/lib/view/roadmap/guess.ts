import type { Change, RoadmapRow } from '../../roadmap/costs.ts';
import type { Guess } from '../../state/progress.svelte.ts';
import { points } from './decision-text.ts';

/** What is guessed, with the slider's limits. */
export const QUESTIONS = [
	{ key: 'macs', label: 'MACs', unit: '%', min: -60, max: 150, step: 5 },
	{ key: 'params', label: 'Params', unit: '%', min: -60, max: 150, step: 5 },
	{ key: 'top1', label: 'Top-1', unit: 'points', min: -2, max: 3, step: 0.1 }
] as const;

export const NO_IDEA: Guess = { macs: 0, params: 0, top1: 0 };

const percentText = (value: number): string =>
	Math.abs(value) < 0.05 ? '±0%' : `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}%`;

/** A guess in words: `+5%`, `−1.2 points`. */
export const guessText = (key: keyof Guess, value: number): string =>
	key === 'top1' ? `${points(value)} points` : percentText(value);

export type GuessVerdict = Readonly<{
	label: string;
	guessed: string;
	truth: string;
	/** Whether up, down or unchanged was right. */
	right: boolean;
}>;

const direction = (value: number, least: number): number =>
	Math.abs(value) < least ? 0 : Math.sign(value);

/** What came out beside what was guessed. */
export function verdicts(
	guess: Guess,
	change: Change,
	before: RoadmapRow
): readonly GuessVerdict[] {
	const truth: Guess = {
		macs: (100 * change.macs) / before.totals.macs,
		params: (100 * change.params) / before.totals.params,
		top1: change.top1
	};
	return QUESTIONS.map(({ key, label, step }) => ({
		label,
		guessed: guessText(key, guess[key]),
		truth: guessText(key, truth[key]),
		// What is smaller than half a notch of the slider could not have been said.
		right: direction(guess[key], step / 2) === direction(truth[key], step / 2)
	}));
}
