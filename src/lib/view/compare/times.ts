import {
	noiseFloor,
	pairedDifference,
	verdictOf,
	type Difference,
	type Verdict
} from '../../stats/difference.ts';
import { statsOf } from '../../stats/quantiles.ts';
import type { Interleaved } from '../../benchmark/interleaved/interleaved.ts';
import type { Measurement } from '../../state/measured.svelte.ts';
import { exact, milliseconds } from '../../kit/format.ts';
import type { TimeCells } from './comparison-rows.ts';

/** What one design took beside the others, in words and numbers. */
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

type Result = Interleaved['results'][number];

/** Designs may run batches of their own: what is compared is the time for one image. */
const perImage = ({ samples, batch }: Result): readonly number[] => samples.map((ms) => ms / batch);

/** The reference against itself, when it ran twice. */
function twiceOf({ results, clockStepMs }: Interleaved, reference: string): Difference | null {
	const [first, second] = results.filter(({ design }) => design === reference);
	return first && second
		? pairedDifference(perImage(second), perImage(first), { clockStepMs })
		: null;
}

function againstOf(own: Result, reference: Result | undefined, interleaved: Interleaved) {
	if (!reference || own.design === reference.design) return null;
	const { clockStepMs } = interleaved;
	const difference = pairedDifference(perImage(own), perImage(reference), { clockStepMs });
	if (!difference) return null;
	const verdict = verdictOf(difference, twiceOf(interleaved, reference.design));
	const text = verdict === 'no difference shown' ? 'no difference' : signed(difference.change);
	return { difference, verdict, text, interval: intervalText(difference) };
}

/** The time of a design in this interleaved benchmark; `null` where it did not run. */
export function timeCell(
	interleaved: Interleaved,
	design: string,
	reference: string
): TimeCell | null {
	const resultOf = (link: string) => interleaved.results.find((result) => result.design === link);
	const own = resultOf(design);
	if (!own) return null;
	const { median } = statsOf(perImage(own));
	return {
		median,
		text: milliseconds(median),
		exactText: `${exact(median)} ms an image, the median of ${own.samples.length} rounds, batch ${own.batch}`,
		against: againstOf(own, resultOf(reference), interleaved)
	};
}

/** What was done, and how fine it can tell, in words. */
export function interleavedText(interleaved: Interleaved, reference: string): string {
	const asked =
		interleaved.ended === 'as asked' ? '' : ` of ${interleaved.requested}, as many as fit the time`;
	return `${interleaved.rounds} rounds${asked} on ${interleaved.backendLabel}: all designs were on the device together and took turns, a pass each. Two passes of each went before and are not counted. ${tellTwice(interleaved, reference)}`;
}

function tellTwice(interleaved: Interleaved, reference: string): string {
	const twice = twiceOf(interleaved, reference);
	if (!twice) return 'The reference ran once, so nothing is known of the noise but its interval.';
	const same =
		twice.low <= 0 && twice.high >= 0
			? 'no difference, as it should be'
			: 'a difference where there is none: this device is not steady now';
	return `The reference ran twice (A/A) and shows ${same}: ${intervalText(twice)}. Differences within ±${(100 * noiseFloor(twice)).toFixed(1)}% are not called one.`;
}

/** The benchmark's times for one image, to remember. */
export const measurementsOf = ({ results, backendLabel }: Interleaved): readonly Measurement[] =>
	results.map(({ design, samples, batch }) => ({
		...{ design, batch, backendLabel },
		msPerImage: statsOf(samples).median / batch
	}));

const HEAD = ['time_ms', 'time_change', 'time_change_low', 'time_change_high', 'backend'] as const;

/** The times as cells of a file; empty where nothing was measured. */
export const timeColumns = (
	interleaved: Interleaved | null,
	reference: Readonly<{ link: string }>
) => ({
	names: interleaved ? HEAD : [],
	of({ link }: Readonly<{ link: string }>): TimeCells {
		const cell = interleaved && timeCell(interleaved, link, reference.link);
		if (!interleaved) return [];
		if (!cell) return HEAD.map(() => '');
		const { change, low, high } = cell.against?.difference ?? {};
		return [cell.median, change ?? '', low ?? '', high ?? '', interleaved.backendLabel];
	}
});
