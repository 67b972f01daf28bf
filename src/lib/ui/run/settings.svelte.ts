import type { BackendName } from '../../runtimes/backends.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import {
	PROFILE_PLANS,
	BENCHMARK_PROFILES,
	type BenchmarkProfile
} from '../../benchmark/profile.ts';
import type { RunRequest } from '../../benchmark/run-request.ts';

/** How a run is made, as its form has it. */
export type RunSettings = {
	/** `null` takes the best. */
	backend: BackendName | null;
	kernels: Kernels;
	readonly profile: BenchmarkProfile;
	runs: number;
	layerTimes: boolean;
	/** Takes an effort with its number of runs. */
	take(profile: BenchmarkProfile): void;
	/** Takes everything from a report, to make its run again. */
	restore(report: RunReport): void;
	/** What a request says of it. */
	readonly timing: Pick<RunRequest, 'runs' | 'budgetMs' | 'warmups' | 'layerTimes'>;
};

/** The effort that a report's run was made with: the first whose time suffices. */
const profileOf = ({ runs }: RunReport): BenchmarkProfile =>
	BENCHMARK_PROFILES.find((profile) => runs.budgetMs <= PROFILE_PLANS[profile].budgetMs) ??
	'rigorous';

export function createRunSettings(): RunSettings {
	let backend = $state.raw<BackendName | null>(null);
	let kernels = $state<Kernels>('ours');
	let profile = $state<BenchmarkProfile>('quick');
	let runs = $state(PROFILE_PLANS.quick.runs);
	let layerTimes = $state(true);
	return {
		get backend() {
			return backend;
		},
		set backend(next) {
			backend = next;
		},
		get kernels() {
			return kernels;
		},
		set kernels(next) {
			kernels = next;
		},
		get profile() {
			return profile;
		},
		get runs() {
			return runs;
		},
		set runs(next) {
			runs = next;
		},
		get layerTimes() {
			return layerTimes;
		},
		set layerTimes(next) {
			layerTimes = next;
		},
		take(next) {
			profile = next;
			runs = PROFILE_PLANS[next].runs;
		},
		restore(report) {
			backend = report.backend;
			kernels = report.kernels;
			profile = profileOf(report);
			runs = report.runs.requested;
			layerTimes = report.layerPasses > 0;
		},
		get timing() {
			const { budgetMs, warmups } = PROFILE_PLANS[profile];
			return { runs, budgetMs, warmups, layerTimes };
		}
	};
}
