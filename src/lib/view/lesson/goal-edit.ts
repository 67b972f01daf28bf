import type { Network } from '../../arch/design.ts';
import { metrics, type NetworkMetricId } from '../../count/metrics.ts';
import type { Goal } from '../../share/design-lesson.ts';
import { valueOf } from './check.ts';

/** Whether a goal has an upper bound, and no lower one. */
export const isAtMost = ({ limit: [, most] }: Goal): boolean => Number.isFinite(most);

const LARGEST = 1e12;

/** The goal with a bound in the metric's unit; what is no number leaves it as it is. */
export function withBound(goal: Goal, bound: number, atMost: boolean): Goal {
	if (!(bound >= 0 && bound < LARGEST)) return goal;
	// As finely as a link says it.
	const end = Number(bound.toFixed(9));
	return { ...goal, limit: atMost ? [-Infinity, end] : [end, Infinity] };
}

/** The goal at what the network has now. */
const atPresent = (goal: Goal, network: Network): Goal => {
	const value = valueOf(goal, network) ?? 0;
	return withBound(
		goal,
		value / metrics[goal.metric].factor,
		metrics[goal.metric].better === 'less'
	);
};

/** The goal for another metric, at what the network has of it now. */
export const withMetric = (goal: Goal, metric: NetworkMetricId, network: Network): Goal =>
	atPresent(
		{ ...goal, metric, path: metrics[metric].from === 'layers' ? goal.path : null },
		network
	);

export const withPath = (goal: Goal, path: string | null, network: Network): Goal =>
	atPresent({ ...goal, path }, network);

/** A goal to start from: the MACs that the network has, of a layer where one is picked. */
export function firstGoal(network: Network, picked: string | null): Goal {
	const path = network.layers.some((layer) => layer.path === picked) ? picked : null;
	return withPath({ metric: 'macs', path: null, limit: [-Infinity, 0] }, path, network);
}
