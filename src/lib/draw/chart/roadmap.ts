import { ticks } from 'd3';
import type { Landmark } from '../../roadmap/paper.ts';
import { linear, type Ends } from '../scale.ts';
import type { Tick } from './frame.ts';
import { gmacs, type RoadmapRow } from '../../roadmap/costs.ts';

/** Positions across a column of the chart, in percent of its width. */
export type RowMarks = Readonly<{
	top1: number;
	/** The spread over seeds, `null` where the paper gives none. */
	spread: Readonly<{ from: number; to: number }> | null;
	/** The number that the paper's table prints. */
	printed: number;
	/** The exact count. */
	counted: number;
}>;

export type RoadmapChart = Readonly<{
	rows: readonly RowMarks[];
	/** Along the axes, in percent of a column's width too. */
	top1Ticks: readonly Tick[];
	costTicks: readonly Tick[];
	/** The Transformer of similar cost. */
	rival: Readonly<{ top1: number; cost: number }>;
	/** Where the accuracy axis begins: it does not begin at zero. */
	from: number;
	/** Where a network outside the roadmap stands on the cost axis. */
	costAt: (macs: number) => number;
}>;

type Scale = ReturnType<typeof linear>;

/** About three round values between two others. */
const ticksOf = (scale: Scale, [from, to]: Ends, unit: string): readonly Tick[] =>
	ticks(from, to, 3).map((value) => ({ at: scale(value), text: `${value}${unit}` }));

/** Lays out the chart of a roadmap in the manner of the paper's Figure 2. Pure. */
export function roadmapChart(steps: readonly RoadmapRow[], rival: Landmark): RoadmapChart {
	const lowest = Math.floor(Math.min(...steps.map(({ paper }) => paper.top1))) - 1;
	const highest = Math.max(
		rival.top1,
		...steps.map(({ paper }) => paper.top1 + (paper.spread ?? 0))
	);
	const top1s: Ends = [lowest, Math.ceil(highest * 2) / 2];
	const accuracy = linear(top1s, [0, 100]);
	const most = Math.max(...steps.flatMap(({ paper, totals }) => [paper.gmacs, gmacs(totals.macs)]));
	const costs: Ends = [0, most * 1.06];
	const cost = linear(costs, [0, 100]);
	return {
		rows: steps.map(({ paper, totals }) => ({
			top1: accuracy(paper.top1),
			spread: paper.spread === null ? null : band(accuracy, paper.top1, paper.spread),
			printed: cost(paper.gmacs),
			counted: cost(gmacs(totals.macs))
		})),
		top1Ticks: ticksOf(accuracy, top1s, '%'),
		costTicks: ticksOf(cost, costs, ''),
		rival: { top1: accuracy(rival.top1), cost: cost(rival.gmacs) },
		from: lowest,
		costAt: (macs) => Math.min(100, cost(gmacs(macs)))
	};
}

const band = (scale: Scale, middle: number, half: number) => ({
	from: scale(middle - half),
	to: scale(middle + half)
});
