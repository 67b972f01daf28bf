import { countMetric } from '../../count/count-metric.ts';
import type { Convention } from '../../count/conventions/convention.ts';
import type { Countable, Named } from '../../count/metric.ts';
import {
	LOCKABLE_METRICS,
	metrics,
	readMetric,
	type LockableMetricId,
	type NetworkMetricId
} from '../../count/metrics.ts';
import { difference, printAs, printExactly } from '../../kit/format.ts';

/** A metric of a network or, as `count`, what the chosen convention counts. */
export type ShownId = 'count' | NetworkMetricId;

/** One metric of a design as it is shown beside that of what it is compared with. */
export type ShownMetric = Readonly<{
	name: string;
	/** What is counted, in a sentence. */
	meaning: string;
	text: string;
	exactText: string;
	change: string;
	/** Whether the design costs more (1), less (-1) or the same; 0 where neither is a cost. */
	sign: -1 | 0 | 1;
}>;

/** A design's metric at the top of the workspace, and as what it can be locked. */
export type TopMetric = ShownMetric & Readonly<{ id: ShownId; lockable: LockableMetricId | null }>;

/** A network, and what the chosen convention counts for it. */
export type Counted = Countable & Readonly<{ count: number }>;

const AT_THE_TOP: readonly ShownId[] = ['params', 'count', 'flops', 'activations', 'weights'];

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

/** What is known of a metric that is shown under a convention. */
export const namedOf = (id: ShownId, convention: Convention): Named =>
	id === 'count' ? countMetric(convention) : metrics[id];

/** A metric beside that of what it is compared with. */
export function shownMetric(metric: Named, value: number, reference: number): ShownMetric {
	const { heading, meaning, format, cost } = metric;
	return {
		name: heading,
		meaning,
		text: printAs(format, value, 4),
		exactText: printExactly(format, value),
		change: difference(value, reference),
		sign: cost ? signOf(value - reference) : 0
	};
}

/** What the count can be locked as is the network's own. */
const lockableOf = (id: ShownId): LockableMetricId | null =>
	LOCKABLE_METRICS.find((lockable) => lockable === (id === 'count' ? 'macs' : id)) ?? null;

/** The metrics of a design beside those of its baseline. */
export function topMetrics(
	own: Counted,
	baseline: Counted,
	convention: Convention
): readonly TopMetric[] {
	const value = (id: ShownId, network: Counted) =>
		id === 'count' ? network.count : readMetric(id, network);
	return AT_THE_TOP.map((id) => ({
		...shownMetric(namedOf(id, convention), value(id, own), value(id, baseline)),
		...{ id, lockable: lockableOf(id) }
	}));
}
