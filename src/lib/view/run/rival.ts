import type { RunReport } from '../../benchmark/report/report.ts';

/** The one of earlier runs that differs from a new one in its kernels alone. */
export function rivalOf(
	report: RunReport,
	earlier: readonly (RunReport | null)[]
): RunReport | null {
	const alike = (other: RunReport): boolean =>
		other.kernels !== report.kernels &&
		other.precision?.kept === report.precision?.kept &&
		other.design === report.design &&
		other.backend === report.backend &&
		other.batch === report.batch;
	return earlier.find((other) => other !== null && alike(other)) ?? null;
}
