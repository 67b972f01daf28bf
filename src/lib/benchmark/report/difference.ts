import { inputText } from './input-text.ts';
import type { RunReport } from './report.ts';
import type { Difference, Verdict } from '../../stats/difference.ts';
import { verdictOf } from '../../stats/difference.ts';
import { mediansDifference } from '../../stats/medians.ts';

/** A setting or a part of the device in which two runs differ. */
export type Unlike = Readonly<{ name: string; a: string; b: string }>;

const adapterOf = ({ adapter }: RunReport): string =>
	adapter ? [adapter.vendor, adapter.architecture, adapter.description].join(' ').trim() : 'none';

/** What two runs must share for a difference in time to be about one thing only. */
const SETTINGS: readonly (readonly [name: string, read: (report: RunReport) => string | number])[] =
	[
		['design', ({ design }) => design],
		['input', ({ input }) => inputText(input)],
		['batch', ({ batch }) => batch],
		['weights', ({ weights }) => weights],
		['backend', ({ backendLabel }) => backendLabel],
		['adapter', adapterOf],
		['kernels', ({ kernels }) => kernels],
		['precision', ({ precision }) => precision?.kept ?? 'f32'],
		['browser', ({ browser }) => browser],
		['processor threads', ({ threads }) => threads],
		['cross-origin isolated', ({ isolated }) => (isolated ? 'yes' : 'no')],
		['app', ({ app }) => app],
		['TensorFlow.js', ({ tfjs }) => tfjs]
	];

const flagsOf = ({ flags }: RunReport, name: string): string => flags[name] ?? 'not set';

/** Settings in which two reports differ; flags too, as far as both know them. */
export function unlike(a: RunReport, b: RunReport): readonly Unlike[] {
	const settings = SETTINGS.map(([name, read]) => ({
		name,
		a: String(read(a)),
		b: String(read(b))
	}));
	const shared = Object.keys(a.flags).filter((name) => name in b.flags);
	const flags = shared.map((name) => ({ name, a: flagsOf(a, name), b: flagsOf(b, name) }));
	return [...settings, ...flags].filter((one) => one.a !== one.b);
}

/** The time of a pass in two reports: how they differ, and what that shows. */
export type TimeDifference = Readonly<{ difference: Difference; verdict: Verdict }>;

/** @returns `null` where a report has too few runs to tell */
export function timeDifference(a: RunReport, b: RunReport): TimeDifference | null {
	const difference = mediansDifference(b.runs.samples, a.runs.samples, {
		clockStepMs: Math.max(a.clockStepMs, b.clockStepMs)
	});
	return difference && { difference, verdict: verdictOf(difference, null) };
}

/** The largest distance between the outputs that both reports have; `null` for other outputs. */
export function outputDistance(a: RunReport, b: RunReport): number | null {
	if (a.output.classes !== b.output.classes) return null;
	// Not spread into Math.max: a report from a file may have more outputs than a call has arguments.
	return a.output.logits.reduce(
		(most, value, i) => Math.max(most, Math.abs(value - (b.output.logits[i] ?? NaN))),
		-Infinity
	);
}
