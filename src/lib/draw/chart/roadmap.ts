import { scaleLinear, type ScaleLinear } from 'd3';
import type { Landmark } from '../../roadmap/paper.ts';
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

type Scale = ScaleLinear<number, number>;

const ticksOf = (scale: Scale, count: number, unit: string): readonly Tick[] =>
	scale.ticks(count).map((value) => ({ at: scale(value), text: `${value}${unit}` }));

/** Lays out the chart of a roadmap in the manner of the paper's Figure 2. Pure. */
export function roadmapChart(steps: readonly RoadmapRow[], rival: Landmark): RoadmapChart {
	const top1s = steps.map(({ paper }) => paper.top1);
	const lowest = Math.floor(Math.min(...top1s)) - 1;
	const highest = Math.max(
		rival.top1,
		...steps.map(({ paper }) => paper.top1 + (paper.spread ?? 0))
	);
	const accuracy = scaleLinear([lowest, Math.ceil(highest * 2) / 2], [0, 100]);
	const costs = steps.flatMap(({ paper, totals }) => [paper.gmacs, gmacs(totals.macs)]);
	const cost = scaleLinear([0, Math.max(...costs) * 1.06], [0, 100]);
	return {
		rows: steps.map(({ paper, totals }) => ({
			top1: accuracy(paper.top1),
			spread: paper.spread === null ? null : band(accuracy, paper.top1, paper.spread),
			printed: cost(paper.gmacs),
			counted: cost(gmacs(totals.macs))
		})),
		top1Ticks: ticksOf(accuracy, 3, '%'),
		costTicks: ticksOf(cost, 3, ''),
		rival: { top1: accuracy(rival.top1), cost: cost(rival.gmacs) },
		from: lowest,
		costAt: (macs) => Math.min(100, cost(gmacs(macs)))
	};
}

const band = (scale: Scale, middle: number, half: number) => ({
	from: scale(middle - half),
	to: scale(middle + half)
});
