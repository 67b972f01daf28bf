import type { Convention } from '../../count/conventions/convention.ts';
import { metrics, readMetric } from '../../count/metrics.ts';
import { longerSide, pooledField } from '../../count/receptive-field/pooled.ts';
import type { Field } from '../../count/receptive-field/receptive-field.ts';
import {
	namedOf,
	shownMetric,
	type Counted,
	type ShownId,
	type ShownMetric
} from '../metrics/shown-metric.ts';

const SHOWN = [
	'params',
	'count',
	'activations',
	'peak',
	'field'
] as const satisfies readonly ShownId[];

/** What a network costs at one moment, with what its layers are predicted to take, ms, where that is known. */
export type Moment = Readonly<Record<(typeof SHOWN)[number], number> & { time: number | null }>;

/** A metric before and after an edit. */
export type StepMetric = ShownMetric & Readonly<{ id: string; before: string }>;

const sum = (times: ReadonlyMap<string, number>): number =>
	[...times.values()].reduce((total, ms) => total + ms, 0);

/**
 * @param fields what the units of its layers see, in their order
 * @param predicted ms by path; `null` where nothing is
 */
export const momentOf = (
	network: Counted,
	fields: readonly Field[],
	predicted: ReadonlyMap<string, number> | null
): Moment => ({
	params: readMetric('params', network),
	count: network.count,
	activations: readMetric('activations', network),
	peak: readMetric('peak', network),
	field: longerSide(pooledField(fields)?.size ?? null) ?? Infinity,
	time: predicted && sum(predicted)
});

/** What an edit changed: of the network, and of its time where the device is calibrated. */
export function stepMetrics(
	before: Moment,
	after: Moment,
	convention: Convention
): readonly StepMetric[] {
	const row = (id: string, named: Parameters<typeof shownMetric>[0], from: number, to: number) => ({
		...shownMetric(named, to, from),
		id,
		before: shownMetric(named, from, from).text
	});
	const rows = SHOWN.map((id) => row(id, namedOf(id, convention), before[id], after[id]));
	if (before.time === null || after.time === null) return rows;
	const named = { ...metrics.time, heading: 'Time, predicted' };
	return [...rows, row('time', named, before.time, after.time)];
}
