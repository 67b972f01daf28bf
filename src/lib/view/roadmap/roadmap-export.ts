import { stepName } from '../../roadmap/steps.ts';
import { PRINTED_IN } from '../../roadmap/paper.ts';
import type { Regime } from '../../roadmap/steps.ts';
import type { RoadmapRow } from '../../roadmap/costs.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { timeVerdict, type Timing } from '../../roadmap/times.ts';
import { exact, milliseconds, si } from '../../kit/format.ts';

/** The measured roadmap as plain data: what the paper prints, what is counted, and each run's report. */
export function exportOf(
	regime: Regime,
	rows: readonly RoadmapRow[],
	reports: ReadonlyMap<string, RunReport>
) {
	return {
		path: regime,
		paper: `arXiv 2201.03545, ${PRINTED_IN[regime]}`,
		counted: 'MACs of conv and linear layers, one image of 224 × 224',
		steps: rows.flatMap(({ step, paper, totals }) => {
			const report = reports.get(step.id);
			return report ? [{ step: step.name, paper, totals, report }] : [];
		})
	};
}

/** A measured step as a table shows it. */
export type TimeRow = Readonly<{
	index: number;
	name: string;
	macs: number;
	macsText: string;
	macsExactly: string;
	ms: number;
	time: string;
	spread: string;
	/** Lengths of the bars, percent of the longest. */
	macsWidth: number;
	timeWidth: number;
	/** What stands out against the step it is a patch of; empty where nothing does. */
	note: string;
	strange: boolean;
}>;

const NOTES = {
	'falls, time too': '',
	'falls, time not': 'MACs fall, time does not',
	'grows, time too': '',
	'grows, time not': 'MACs grow, time does not',
	same: ''
} as const;

const timing = ({ macs, stats }: RunReport): Timing => ({ macs, stats });

/** Measured steps beside their MACs at the input that was run. */
export function timeRows(
	rows: readonly RoadmapRow[],
	reports: ReadonlyMap<string, RunReport>
): readonly TimeRow[] {
	const longest = Math.max(...[...reports.values()].map(({ stats }) => stats.median));
	const most = Math.max(...[...reports.values()].map(({ macs }) => macs));
	return rows.flatMap(({ index, before, step }): readonly TimeRow[] => {
		const report = reports.get(step.id);
		if (!report) return [];
		const other = index === 0 ? undefined : reports.get(rows[before]?.step.id ?? '');
		const verdict = other ? timeVerdict(timing(other), timing(report)) : 'same';
		return [
			{
				index,
				name: stepName(step),
				macs: report.macs,
				macsText: si(report.macs),
				macsExactly: `${exact(report.macs)} MACs`,
				ms: report.stats.median,
				time: milliseconds(report.stats.median),
				spread: milliseconds(report.stats.iqr),
				macsWidth: (100 * report.macs) / most,
				timeWidth: (100 * report.stats.median) / longest,
				note: NOTES[verdict],
				strange: verdict === 'falls, time not'
			}
		];
	});
}
