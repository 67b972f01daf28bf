import type { RoadmapRow } from '../../roadmap/costs.ts';
import type { SumMetric } from '../../count/metric.ts';
import { metrics } from '../../count/metrics.ts';
import type { Totals } from '../../count/totals.ts';
import { difference, printAs, printExactly } from '../../kit/format.ts';
import { points } from './decision-text.ts';

/** A metric before and after, as a table shows it. */
export type MetricRow = Readonly<{
	name: string;
	/** Where the number comes from, or what it counts. */
	from: string;
	before: string;
	after: string;
	/** Every digit of what came out. */
	exactly: string;
	change: string;
	sign: -1 | 0 | 1;
}>;

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

/** What is counted from the tree, and what each count is of. */
const COUNTED: readonly (readonly [metric: SumMetric, from: string])[] = [
	[metrics.macs, 'counted: conv and linear layers, one image'],
	[metrics.flops, 'counted: 2 × MACs'],
	[metrics.params, 'counted'],
	[metrics.activations, 'counted: outputs of conv and linear layers']
];

export const countedRows = (was: Totals, now: Totals): readonly MetricRow[] =>
	COUNTED.map(([{ heading, format, read }, from]) => {
		const [before, after] = [read(was), read(now)];
		return {
			...{ name: heading, from },
			before: printAs(format, before, 4),
			after: printAs(format, after, 4),
			exactly: printExactly(format, after),
			change: difference(after, before),
			sign: signOf(after - before)
		};
	});

/** What the paper prints for two steps. */
export function printedRows(was: RoadmapRow, now: RoadmapRow, table: string): readonly MetricRow[] {
	const gain = now.paper.top1 - was.paper.top1;
	const spread = ({ paper }: RoadmapRow) =>
		paper.spread === null ? '' : ` ± ${paper.spread.toFixed(2)}`;
	const figure =
		now.paper.printedGmacs === null ? '' : ` (Figure 2: ${now.paper.printedGmacs.toFixed(1)})`;
	return [
		{
			name: 'Top-1, %',
			from: `paper, ${table}`,
			before: was.paper.top1.toFixed(2),
			after: now.paper.top1.toFixed(2),
			exactly: `${now.paper.top1.toFixed(2)}${spread(now)} %`,
			change: points(gain),
			sign: signOf(gain)
		},
		{
			name: '“GFLOPs”',
			from: `paper, ${table}: GMACs${figure}`,
			before: was.paper.gmacs.toFixed(2),
			after: now.paper.gmacs.toFixed(2),
			exactly: `${now.paper.gmacs.toFixed(2)} GMACs`,
			change: difference(now.paper.gmacs, was.paper.gmacs),
			sign: signOf(now.paper.gmacs - was.paper.gmacs)
		}
	];
}
