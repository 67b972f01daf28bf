import { examine } from '../arch/design.ts';
import { convNet } from '../arch/families/convnet/family.ts';
import type { Regime } from '../roadmap/steps.ts';
import type { ConvNetConfig } from '../arch/families/convnet/build.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { RunReport } from '../benchmark/report/report.ts';
import type { RunRequest } from '../benchmark/protocol.ts';
import { asItComes, printLink } from '../share/link.ts';

/** How the path is run. */
export type RunSettings = Readonly<{
	input: number;
	backend: BackendName | null;
	runs: number;
	/** Whether to time every layer as well. */
	layerTimes: boolean;
}>;

/** The most time for the timed passes of one step, ms. */
const BUDGET_MS = 10_000;

type Kept = Readonly<{ regime: Regime; step: string; report: RunReport }>;

/** Results of this visit: they outlive the page, not the tab. The last of a step and size counts. */
export type RoadmapResults = Readonly<{
	/** Reports of a regime at an input size, with their steps. */
	of(regime: Regime, input: number): readonly Kept[];
	keep(regime: Regime, step: string, report: RunReport): void;
	clear(): void;
	load(): void;
}>;

const STORE = 'roadmap-runs';

export function createRoadmapResults(storage: () => Storage): RoadmapResults {
	let kept = $state.raw<readonly Kept[]>([]);

	function put(next: readonly Kept[]): void {
		kept = next;
		try {
			storage().setItem(STORE, JSON.stringify(next));
		} catch {
			// A full or forbidden store costs the results when the page is left, not the run.
		}
	}

	return {
		of(regime, input) {
			return kept.filter((one) => one.regime === regime && one.report.input === input);
		},
		keep(regime, step, report) {
			const others = kept.filter(
				(one) => one.regime !== regime || one.step !== step || one.report.input !== report.input
			);
			put([...others, { regime, step, report }]);
		},
		clear() {
			put([]);
		},
		load() {
			try {
				const stored: unknown = JSON.parse(storage().getItem(STORE) ?? '[]');
				if (Array.isArray(stored)) kept = stored as Kept[];
			} catch {
				kept = [];
			}
		}
	};
}

/** What to run for a network of the path, or one beside it, at the input size that was chosen. */
export function requestOf(
	regime: Regime,
	chosen: ConvNetConfig,
	settings: RunSettings
): RunRequest {
	const config = { ...chosen, input: settings.input };
	const design = { family: convNet, preset: regime, config };
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	const { net, input } = examined.network;
	return {
		net,
		input,
		batch: 1,
		backend: settings.backend,
		kernels: 'ours',
		runs: settings.runs,
		budgetMs: BUDGET_MS,
		layerTimes: settings.layerTimes,
		design: printLink({ ...asItComes, design })
	};
}
