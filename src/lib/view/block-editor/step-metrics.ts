import type { Convention } from '../../count/conventions/convention.ts';
import { metrics, readMetric } from '../../count/metrics.ts';
import {
	namedOf,
	shownMetric,
	type Counted,
	type ShownId,
	type ShownMetric
} from '../metrics/shown-metric.ts';

/** A network at one moment, with what its layers are predicted to take, ms by path, where that is known. */
export type Moment = Readonly<{ network: Counted; predicted: ReadonlyMap<string, number> | null }>;

/** A metric before and after an edit. */
export type StepMetric = ShownMetric & Readonly<{ id: string; before: string }>;

const SHOWN: readonly ShownId[] = ['params', 'count', 'activations', 'peak', 'field'];

const sum = (times: ReadonlyMap<string, number>): number =>
	[...times.values()].reduce((total, ms) => total + ms, 0);

/** What an edit changed: of the network, and of its time where the device is calibrated. */
export function stepMetrics(
	before: Moment,
	after: Moment,
	convention: Convention
): readonly StepMetric[] {
	const value = (id: ShownId, { network }: Moment) =>
		id === 'count' ? network.count : readMetric(id, network);
	const row = (id: string, named: Parameters<typeof shownMetric>[0], from: number, to: number) => ({
		...shownMetric(named, to, from),
		id,
		before: shownMetric(named, from, from).text
	});
	const rows = SHOWN.map((id) =>
		row(id, namedOf(id, convention), value(id, before), value(id, after))
	);
	if (!before.predicted || !after.predicted) return rows;
	const named = { ...metrics.time, heading: 'Time, predicted' };
	return [...rows, row('time', named, sum(before.predicted), sum(after.predicted))];
}
