import { measurementsIn, type Calibration } from '../../predict/calibration.ts';
import type { Prediction } from '../../predict/predict.ts';
import { errorOf, isWithin, spreadOfErrors, type Checked } from '../../predict/verdict.ts';
import { exact, milliseconds, percent } from '../../kit/format.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** When something was measured: the time, and the day where it was not today. */
function whenText(when: string, now: Date = new Date()): string {
	const date = new Date(when);
	const time = clock.format(date);
	return date.toDateString() === now.toDateString() ? time : `${time} on ${day.format(date)}`;
}

/** `287 ms to 338 ms`; a band that ends nowhere below says no lower end. */
export const bandText = ({ low, high }: Pick<Prediction, 'low' | 'high'>): string =>
	low > 0 ? `${milliseconds(low)} to ${milliseconds(high)}` : `at most ${milliseconds(high)}`;

/** `312 ms a pass (287 ms to 338 ms)`. */
export const tellTime = ({ ms, low, high }: Pick<Prediction, 'ms' | 'low' | 'high'>): string =>
	`${milliseconds(ms)} a pass (${bandText({ low, high })})`;

/** Whose number it is, and what it rests on. */
export const tellModel = (calibration: Calibration): string =>
	`Predicted by our model, fitted on this device (${calibration.backendLabel}) at ${whenText(calibration.when)} from ${exact(measurementsIn(calibration))} measurements.`;

/** A slowdown below which nobody would notice. */
const CALM = 1.15;

/** Whether other work held the device up while it was measured; empty where it did not. */
export const noiseText = ({ noise }: Calibration): string =>
	noise < CALM
		? ''
		: `Other work slowed the device down to ${noise.toFixed(1)} times meanwhile: the prediction is for a calm one, the band reaches to a busy one.`;

/** An error with its direction: `4.2% too long`. */
export function tellError(checked: Pick<Checked, 'predicted' | 'measuredMs'>): string {
	const error = errorOf(checked);
	if (Math.abs(error) < 5e-4) return 'as predicted';
	return `predicted ${percent(Math.abs(error))} too ${error > 0 ? 'long' : 'short'}`;
}

export const tellBand = (checked: Pick<Checked, 'predicted' | 'measuredMs'>): string =>
	isWithin(checked) ? 'within the band' : 'outside the band';

/** What several checked predictions amount to. */
export function tellSpread(checked: readonly Checked[]): string {
	const spread = spreadOfErrors(checked);
	if (!spread) return '';
	return `Absolute error over ${checked.length === 1 ? 'one network' : `${exact(checked.length)} networks`}: median ${percent(spread.median)}, worst ${percent(spread.worst)}; ${exact(spread.within)} of ${exact(checked.length)} within their bands.`;
}

/** Predicted beside measured, as a Markdown table. */
export function markdownOf(checked: readonly Checked[], calibration: Calibration): string {
	const rows = checked.map((one) => [
		one.design,
		tellTime(one.predicted),
		`${milliseconds(one.measuredMs)} (${one.runs} runs)`,
		`${errorOf(one) > 0 ? '+' : '−'}${percent(Math.abs(errorOf(one)))}`
	]);
	const table = [
		['network', 'predicted', 'measured, median', 'error'],
		['---', '---', '---', '---']
	];
	const lines = [...table, ...rows].map((row) => `| ${row.join(' | ')} |`);
	return `${lines.join('\n')}\n\n${tellSpread(checked)} ${tellModel(calibration)}\n`;
}
