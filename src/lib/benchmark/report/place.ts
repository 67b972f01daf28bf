import type { RunReport } from './report.ts';

/** On what a run was made, in words, and in which precision where that is not float32. */
export const placeOf = ({
	backendLabel,
	precision
}: Pick<RunReport, 'backendLabel' | 'precision'>): string =>
	precision ? `${backendLabel}, ${precision.kept}` : backendLabel;
