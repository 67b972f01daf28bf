import type { RoadmapRow } from '../../roadmap/costs.ts';
import { flopsOf, type Totals } from '../../count/totals.ts';
import { difference, exact, si } from '../format.ts';
import { points } from './decision-text.ts';

/** A figure before and after, as a table shows it. */
export type MetricRow = Readonly<{
	name: string;
	/** Where the figure comes from, or what it counts. */
	from: string;
	before: string;
	after: string;
	/** Every digit of what came out. */
	exactly: string;
	change: string;
	sign: -1 | 0 | 1;
}>;

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

const counted = (name: string, from: string, was: number, now: number): MetricRow => ({
	name,
	from,
	before: si(was, 4),
	after: si(now, 4),
	exactly: exact(now),
	change: difference(now, was),
	sign: signOf(now - was)
});

/** What is counted from the tree. */
export const countedRows = (was: Totals, now: Totals): readonly MetricRow[] => [
	counted('MACs', 'counted: conv and linear layers, one image', was.macs, now.macs),
	counted('FLOPs', 'counted: 2 × MACs', flopsOf(was.macs), flopsOf(now.macs)),
	counted('Params', 'counted', was.params, now.params),
	counted(
		'Activations',
		'counted: outputs of conv and linear layers',
		was.activations,
		now.activations
	)
];

/** What the paper prints for two steps. */
export function printedRows(was: RoadmapRow, now: RoadmapRow, table: string): readonly MetricRow[] {
	const gain = now.paper.top1 - was.paper.top1;
	const spread = ({ paper }: RoadmapRow) =>
		paper.spread === null ? '' : ` ± ${paper.spread.toFixed(2)}`;
	const metric =
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
			from: `paper, ${table}: GMACs${metric}`,
			before: was.paper.gmacs.toFixed(2),
			after: now.paper.gmacs.toFixed(2),
			exactly: `${now.paper.gmacs.toFixed(2)} GMACs`,
			change: difference(now.paper.gmacs, was.paper.gmacs),
			sign: signOf(now.paper.gmacs - was.paper.gmacs)
		}
	];
}
