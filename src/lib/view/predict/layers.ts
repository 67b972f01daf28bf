import { descending } from 'd3';
import { printCells } from '../../export/csv.ts';
import type { LayerTime } from '../../runtimes/layer-time.ts';
import type { Prediction } from '../../predict/predict.ts';

/** A kernel call, as predicted and as measured. */
export type CallRow = Readonly<{
	path: string;
	/** What kind of kernel call it is. */
	kind: string;
	/** How many layers the call computes beside the one it is named by. */
	more: number;
	ms: number;
	/** Its share of the predicted pass. */
	share: number;
	/** Measured with a wait after each call; `null` where no layers were timed. */
	measuredMs: number | null;
}>;

/** Calls that take time, the longest first. */
export function callRows(
	{ ms: total, steps }: Prediction,
	layerTimes: readonly LayerTime[]
): readonly CallRow[] {
	const measured = new Map(layerTimes.map(({ path, ms }) => [path, ms]));
	return steps
		.flatMap(({ path, within, key, ms }) => {
			if (key === null) return [];
			const row = { path, kind: key, more: within.length, ms, share: total > 0 ? ms / total : 0 };
			return [{ ...row, measuredMs: measured.get(path) ?? null }];
		})
		.sort((a, b) => descending(a.ms, b.ms));
}

/** The rows as CSV, times in ms. */
export const callsCsv = (rows: readonly CallRow[]): string =>
	`${printCells(
		[
			['layer', 'kind', 'predicted ms', 'measured ms'],
			...rows.map(({ path, kind, ms, measuredMs }) => [
				path,
				kind,
				ms.toPrecision(4),
				measuredMs?.toPrecision(4) ?? ''
			])
		],
		','
	)}\n`;
