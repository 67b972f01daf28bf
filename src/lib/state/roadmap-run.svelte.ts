import { examine } from '../arch/design.ts';
import { convNet } from '../arch/families/convnet/family.ts';
import type { Regime } from '../roadmap/steps.ts';
import type { ConvNetConfig } from '../arch/families/convnet/config.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { RoadmapResult } from './roadmap-results-schema.ts';
import { dropped } from './dropped.svelte.ts';
import { eachItem, readKept, writeKept } from '../json/kept.ts';
import type { RunReport } from '../benchmark/report/report.ts';
import type { RunRequest } from '../benchmark/run-request.ts';
import { asItComes, printLink } from '../share/link.ts';

/** How the roadmap is run. */
export type RoadmapRunSettings = Readonly<{
	input: number;
	backend: BackendName | null;
	runs: number;
	/** Whether to time every layer as well. */
	layerTimes: boolean;
}>;

/** The most time for the timed passes of one step, ms. */
const BUDGET_MS = 10_000;

type RoadmapResultList = readonly RoadmapResult[];

const KEPT = { key: 'roadmap-runs', version: 1, label: 'results of the roadmap' } as const;

/** Networks of the roadmap take squares. */
const sideOf = ({ input }: RunReport): number => input[0] ?? 0;

/** Results of this visit: they outlive the page, not the tab. The last of a step and size counts. */
export class RoadmapResults {
	readonly #storage: () => Storage;
	#all = $state.raw<RoadmapResultList>([]);

	constructor(storage: () => Storage) {
		this.#storage = storage;
	}

	/** Reports of a regime at an input size, px, with their steps. */
	of(regime: Regime, input: number): RoadmapResultList {
		return this.#all.filter((one) => one.regime === regime && sideOf(one.report) === input);
	}

	keep(regime: Regime, step: string, report: RunReport): void {
		const others = this.#all.filter(
			(one) => one.regime !== regime || one.step !== step || sideOf(one.report) !== sideOf(report)
		);
		this.#put([...others, { regime, step, report }]);
	}

	clear = (): void => this.#put([]);

	/** Reads what was kept, and the code that checks it, which the page does not need before. */
	async load(): Promise<void> {
		const { parseRoadmapResult } = await import('./roadmap-results-schema.ts');
		const parse = eachItem(parseRoadmapResult);
		const kept = readKept(this.#storage, { ...KEPT, parse, fallback: [] }, dropped.tell);
		// What was measured while the code came counts more.
		if (this.#all.length === 0) this.#all = kept;
	}

	#put(next: RoadmapResultList): void {
		this.#all = next;
		// A full or forbidden storage costs the results when the page is left, not the run.
		writeKept(this.#storage, KEPT, next);
	}
}

/** What to run for a network of the roadmap, or one beside it, at the input size that was chosen. */
export function requestOf(
	regime: Regime,
	chosen: ConvNetConfig,
	settings: RoadmapRunSettings
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
