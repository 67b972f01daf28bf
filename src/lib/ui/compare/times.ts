import {
	noiseFloor,
	pairedDifference,
	verdictOf,
	type Difference,
	type Verdict
} from '../../live/difference.ts';
import { statsOf } from '../../live/stats.ts';
import type { Turns } from '../../live/turns.ts';
import type { Measurement } from '../../state/measured.svelte.ts';
import { exact, milliseconds } from '../format.ts';
import type { TimeCells } from './rows.ts';

/** What one design took beside the others, in words and figures. */
export type TimeCell = Readonly<{
	median: number;
	text: string;
	/** Every digit of the median, and how many rounds. */
	exactText: string;
	/** Against the reference; `null` for the reference itself, and where it did not run. */
	against: Readonly<{
		difference: Difference;
		verdict: Verdict;
		/** The change, or that there is none to show. */
		text: string;
		interval: string;
	}> | null;
}>;

/** A signed share: `+4.1%`. */
function signed(share: number): string {
	const value = Math.abs(share * 100);
	const size = value < 9.95 ? value.toFixed(1) : value.toFixed(0);
	return `${share < 0 && Number(size) > 0 ? '−' : '+'}${size}%`;
}

const intervalText = ({ low, high, confidence }: Difference): string =>
	`${signed(low)} to ${signed(high)}, ${Math.round(confidence * 100)}% sure`;

type Result = Turns['results'][number];

/** Designs may run batches of their own: what is compared is the time for one image. */
const perImage = ({ samples, batch }: Result): readonly number[] => samples.map((ms) => ms / batch);

/** The reference against itself, when it ran twice. */
function twiceOf({ results, clockStepMs }: Turns, reference: string): Difference | null {
	const [first, second] = results.filter(({ design }) => design === reference);
	return first && second
		? pairedDifference(perImage(second), perImage(first), { clockStepMs })
		: null;
}

function againstOf(own: Result, reference: Result | undefined, turns: Turns) {
	if (!reference || own.design === reference.design) return null;
	const { clockStepMs } = turns;
	const difference = pairedDifference(perImage(own), perImage(reference), { clockStepMs });
	if (!difference) return null;
	const verdict = verdictOf(difference, twiceOf(turns, reference.design));
	const text = verdict === 'no difference shown' ? 'no difference' : signed(difference.change);
	return { difference, verdict, text, interval: intervalText(difference) };
}

/** The time of a design in these turns; `null` where it did not run. */
export function timeCell(turns: Turns, design: string, reference: string): TimeCell | null {
	const resultOf = (link: string) => turns.results.find((result) => result.design === link);
	const own = resultOf(design);
	if (!own) return null;
	const { median } = statsOf(perImage(own));
	return {
		median,
		text: milliseconds(median),
		exactText: `${exact(median)} ms an image, the median of ${own.samples.length} rounds, batch ${own.batch}`,
		against: againstOf(own, resultOf(reference), turns)
	};
}

/** What was done, and how fine it can tell, in words. */
export function tellTurns(turns: Turns, reference: string): string {
	const asked = turns.ended === 'as asked' ? '' : ` of ${turns.requested}, as many as fit the time`;
	return `${turns.rounds} rounds${asked} on ${turns.backendLabel}: all designs were on the device together and took turns, a pass each. Two passes of each went before and are not counted. ${tellTwice(turns, reference)}`;
}

function tellTwice(turns: Turns, reference: string): string {
	const twice = twiceOf(turns, reference);
	if (!twice) return 'The reference ran once, so nothing is known of the noise but its interval.';
	const same =
		twice.low <= 0 && twice.high >= 0
			? 'no difference, as it should be'
			: 'a difference where there is none: this device is not steady now';
	return `The reference ran twice (A/A) and shows ${same}: ${intervalText(twice)}. Differences within ±${(100 * noiseFloor(twice)).toFixed(1)}% are not called one.`;
}

/** The turns' times for one image, to remember. */
export const measurementsOf = ({ results, backendLabel }: Turns): readonly Measurement[] =>
	results.map(({ design, samples, batch }) => ({
		...{ design, batch, backendLabel },
		msPerImage: statsOf(samples).median / batch
	}));

const HEAD = ['time_ms', 'time_change', 'time_change_low', 'time_change_high', 'backend'] as const;

/** The times as cells of a file; empty where nothing was measured. */
export const timeColumns = (turns: Turns | null, reference: Readonly<{ link: string }>) => ({
	names: turns ? HEAD : [],
	of({ link }: Readonly<{ link: string }>): TimeCells {
		const cell = turns && timeCell(turns, link, reference.link);
		if (!turns) return [];
		if (!cell) return HEAD.map(() => '');
		const { change, low, high } = cell.against?.difference ?? {};
		return [cell.median, change ?? '', low ?? '', high ?? '', turns.backendLabel];
	}
});
