import type { BackendName } from '../../runtimes/backends.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import type { RunPrecision } from '../../count/run-precision.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import {
	PROFILE_PLANS,
	BENCHMARK_PROFILES,
	type BenchmarkProfile
} from '../../benchmark/profile.ts';
import type { RunRequest } from '../../benchmark/run-request.ts';

/** The profile that a report's run was made with: the first whose time suffices. */
const profileOf = ({ runs }: RunReport): BenchmarkProfile =>
	BENCHMARK_PROFILES.find((profile) => runs.budgetMs <= PROFILE_PLANS[profile].budgetMs) ??
	'rigorous';

/** What a form takes as the number of runs. */
export const MOST_RUNS = 1000;

/** How a run is made, as its form has it. */
export class RunSettings {
	/** `null` takes the best. */
	backend = $state.raw<BackendName | null>(null);
	kernels = $state<Kernels>('ours');
	precision = $state<RunPrecision>('f32');
	profile = $state<BenchmarkProfile>('quick');
	runs = $state(PROFILE_PLANS.quick.runs);
	layerTimes = $state(true);
	/** Whether the run takes nothing over from the one before. */
	fromNothing = $state(false);
	/** What a request says of it. */
	readonly timing: Pick<
		RunRequest,
		'runs' | 'budgetMs' | 'warmups' | 'layerTimes' | 'fromNothing'
	> = $derived.by(() => {
		const { budgetMs, warmups } = PROFILE_PLANS[this.profile];
		const { runs, layerTimes, fromNothing } = this;
		return { runs, budgetMs, warmups, layerTimes, fromNothing };
	});

	/** Why there can be no such run; empty where there can. */
	readonly problem = $derived(
		Number.isInteger(this.runs) && this.runs >= 1 && this.runs <= MOST_RUNS
			? ''
			: 'runs: permitted are whole numbers from 1 to 1,000.'
	);

	/** Takes a profile with its number of runs. */
	take = (profile: BenchmarkProfile): void => {
		this.profile = profile;
		this.runs = PROFILE_PLANS[profile].runs;
	};

	/** Takes everything from a report, to make its run again. */
	restore = (report: RunReport): void => {
		this.backend = report.backend;
		this.kernels = report.kernels;
		this.precision = report.precision?.kept ?? 'f32';
		this.profile = profileOf(report);
		this.runs = report.runs.requested;
		this.layerTimes = report.layerPasses > 0;
	};
}
