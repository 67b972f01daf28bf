import type { RunReport } from './report.ts';

/** On what a run was made, in words, and in which precision where that is not float32. */
export const placeOf = ({
	backendLabel,
	precision
}: Pick<RunReport, 'backendLabel' | 'precision'>): string =>
	precision ? `${backendLabel}, ${precision.kept}` : backendLabel;

/** The name of a file of a run's times. */
export const timesFile = (what: string, { precision }: Pick<RunReport, 'precision'>): string =>
	`${what}${precision ? `-${precision.kept}` : ''}.csv`;
