import type { Seen } from '../../benchmark/watch/watch.ts';
import { exact, milliseconds } from '../../kit/format.ts';
import { median } from '../../stats/quantiles.ts';

/** A frame that was looked at, with when its answer came, ms. */
type Looked<T> = Readonly<{ at: number }> & T;

/** How long a frame took. */
export type FrameTimes = Pick<Seen, 'prepareMs' | 'passMs'>;

/** Frames that were looked at, and what is known of the last of them. */
export type Frames<T = unknown> = Readonly<{ count: number; last: readonly Looked<T>[] }>;

export const NO_FRAMES: Frames<never> = { count: 0, last: [] };

/** How many of the last frames rate and medians are of. */
const KEPT = 60;

export const withFrame = <T>({ count, last }: Frames<T>, frame: Looked<T>): Frames<T> => ({
	count: count + 1,
	last: [...last, frame].slice(-KEPT)
});

/** Frames a second; `null` until there are two. */
function rateOf(last: readonly Looked<unknown>[]): number | null {
	const [first, newest] = [last[0], last.at(-1)];
	if (!first || !newest || newest.at <= first.at) return null;
	return ((last.length - 1) * 1000) / (newest.at - first.at);
}

const rateText = (rate: number): string => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)));

const tellCount = ({ count, last }: Frames): string =>
	count > last.length ? `the last ${last.length} of ${exact(count)}` : `${count}`;

/** How fast frames are looked at; empty before the second one. */
export function tellRate(frames: Frames, backendLabel: string): string {
	const rate = rateOf(frames.last);
	return rate === null
		? ''
		: `${rateText(rate)} frames a second on ${backendLabel} (over ${tellCount(frames)} frames).`;
}

/** How fast frames are looked at, and what of; empty before the second one. */
export function tellFrames(frames: Frames<FrameTimes>, backendLabel: string): string {
	const { last } = frames;
	const rate = rateOf(last);
	if (rate === null) return '';
	const of = tellCount(frames);
	const [pass, preparing] = [
		median(last.map(({ passMs }) => passMs)),
		median(last.map(({ prepareMs }) => prepareMs))
	].map(milliseconds);
	return `${rateText(rate)} frames a second on ${backendLabel}: a pass takes ${pass}, preparing a frame ${preparing} (medians of ${of} frames).`;
}

/** How fast, what is measured. */
export const FRAMES_TITLE =
	'A pass is timed in the worker, from the prepared values to the end of the output’s read-back. One frame is looked at at a time: what the camera shows meanwhile is left out, and waits for nothing.';

/** A line, and when it was last changed, ms. */
export type Line = Readonly<{ text: string; at: number }>;

export const NO_LINE: Line = { text: '', at: -Infinity };

/** A line that stands for a while before it gives way to another, however often there is a new one. */
export const steady = (line: Line, text: string, at: number, leastMs: number): Line =>
	line.text === text || at - line.at < leastMs ? line : { text, at };
