import type { Network } from '../../arch/design.ts';
import { metrics, readMetric } from '../../count/metrics.ts';
import { sumLayers } from '../../count/totals.ts';
import { printAs, printExactly } from '../../kit/format.ts';
import type { Goal } from '../../share/design-lesson.ts';

/** A goal as it stands now. */
export type GoalState = Readonly<{
	met: boolean;
	/** “MACs of stages.0.blocks.0.conv_dw: at most 0.05 G”. */
	wanted: string;
	now: string;
	/** How far off it is; empty once it is met. */
	off: string;
}>;

/** The value that a goal asks for; `null` where the layer is not there. */
export function valueOf({ metric, path }: Goal, { net, input, layers }: Network): number | null {
	const own = path === null ? layers : layers.filter((layer) => layer.path === path);
	if (own.length === 0) return null;
	return readMetric(metric, { net, input, layers, totals: sumLayers(own) });
}

/** In the metric's own units: decimals in another unit are off by less than a thousandth of one. */
const inUnits = (value: number, factor: number): number => Math.round(value * factor * 1000) / 1000;

/** How a goal stands for a network, to the unit. */
export function goalState(goal: Goal, network: Network): GoalState {
	const { heading, unit, factor, format } = metrics[goal.metric];
	const [least, most] = goal.limit;
	const ends = [
		...(Number.isFinite(least) ? [`at least ${least} ${unit}`] : []),
		...(Number.isFinite(most) ? [`at most ${most} ${unit}`] : [])
	];
	const of = goal.path === null ? '' : ` of ${goal.path}`;
	const wanted = `${heading}${of}: ${ends.join(' and ')}`;
	const value = valueOf(goal, network);
	if (value === null)
		return { met: false, wanted, now: '', off: `there is no layer ${goal.path} now` };
	const [low, high] = [inUnits(least, factor), inUnits(most, factor)];
	const met = value >= low && value <= high;
	const away = value < low ? low - value : value - high;
	const far = `${printAs(format, away)} too ${value < low ? 'few' : 'many'}`;
	const off =
		format === 'count' || format === 'whole'
			? far
			: far.replace('few', 'little').replace('many', 'much');
	return { met, wanted, now: printExactly(format, value), off: met ? '' : off };
}
