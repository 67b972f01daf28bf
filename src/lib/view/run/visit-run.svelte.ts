import type { RunReport } from '../../benchmark/report/report.ts';
import type { Known } from '../../benchmark/verify.ts';
import { live } from './live-client.ts';
import { Job } from './runner.svelte.ts';
import { RunSettings } from './settings.svelte.ts';

/** The workspace's run: how it ended, and how the next one is made. It lasts for the visit. */
class VisitRun {
	readonly runner = new Job(live, 'run');
	readonly settings = new RunSettings();
	/** The last run of the same with the other kernels, if there was one. */
	rival = $state.raw<RunReport | null>(null);
	/** The run that was made to compare with PyTorch's output, and what it was compared with. */
	verified = $state.raw<Readonly<{ report: RunReport; known: Known }> | null>(null);
}

export const visitRun = new VisitRun();
