import type { LiveClient } from '../../benchmark/client.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { configOf, stepName } from '../../roadmap/steps.ts';
import {
	requestOf,
	type RoadmapResults,
	type RoadmapRunSettings
} from '../../state/roadmap-run.svelte.ts';
import type { Roadmap } from '../../state/roadmap.svelte.ts';
import { Job } from '../run/runner.svelte.ts';

/** What runs: so many steps of the roadmap, or a combination off it. */
type Course = Readonly<{ what: 'steps'; done: number; of: number; name: string } | { what: 'own' }>;

/** Runs steps of the roadmap one after the other, and combinations off it. */
export class RoadmapRunner {
	readonly #roadmap: Roadmap;
	readonly #results: RoadmapResults;
	/** Whether the next step may start. */
	#going = false;

	readonly job: Job<'run'>;
	/** What runs now, if anything does. */
	course = $state.raw<Course | null>(null);
	/** The last run of a combination off the roadmap. */
	own = $state.raw<RunReport | null>(null);

	constructor(roadmap: Roadmap, results: RoadmapResults, client: LiveClient) {
		this.#roadmap = roadmap;
		this.#results = results;
		this.job = new Job(client, 'run');
	}

	/** Runs at most `steps` steps from `first` on; ends at the first that fails or is cancelled. */
	async runSteps(first: number, steps: number, settings: RoadmapRunSettings): Promise<void> {
		const { regime } = this.#roadmap.place;
		const rows = this.#roadmap.rows.slice(first, first + steps);
		this.#going = true;
		for (const [done, { step, config }] of rows.entries()) {
			this.course = { what: 'steps', done, of: rows.length, name: stepName(step) };
			const report = await this.job.run(requestOf(regime, config, settings));
			if (report) this.#results.keep(regime, step.id, report);
			if (!report || !this.#going) break;
		}
		this.course = null;
	}

	async runOwn(settings: RoadmapRunSettings): Promise<void> {
		const { regime } = this.#roadmap.place;
		this.course = { what: 'own' };
		const config = configOf(regime, this.#roadmap.on);
		this.own = await this.job.run(requestOf(regime, config, settings));
		this.course = null;
	}

	stop = (): void => {
		this.#going = false;
		this.job.stop();
	};

	dispose(): void {
		this.#going = false;
		this.job.dispose();
	}
}
