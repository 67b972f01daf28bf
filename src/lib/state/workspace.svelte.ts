import type { NetworkStatistics } from '../benchmark/inspect/statistics.ts';
import type { RunReport } from '../benchmark/report/report.ts';
import { defaultDesign } from '../share/settings.ts';
import { measurementOf, visit } from './measured.svelte.ts';
import { Panes } from './panes.svelte.ts';
import { Sources } from './sources.svelte.ts';
import { Studio } from './studio.svelte.ts';

/** Statistics of every layer, and what of. */
export type Along = Readonly<
	{ design: string; found: NetworkStatistics } & Pick<Sources, 'weights' | 'image'>
>;

/** What a person works on. It lasts for the visit, whichever pages they look at meanwhile. */
class Workspace {
	readonly studio = new Studio(defaultDesign());
	readonly sources = new Sources(this.studio);
	readonly panes = new Panes(() => localStorage);
	/** Whether it has been on screen: a link then is one more step, with those before it kept. */
	seen = false;
	/** The last run, of this design or of another. */
	report = $state.raw<RunReport | null>(null);
	/** What layers are predicted to take, ms by path; `null` where nothing is. */
	predicted = $state.raw<ReadonlyMap<string, number> | null>(null);
	/** The last run, where it timed the layers of the very design in view. */
	readonly timed = $derived.by(() => {
		const { report, studio } = this;
		const isOfDesign = studio.problems.length === 0 && report?.design === studio.designLink;
		return isOfDesign && report.layerTimes.length > 0 ? report : null;
	});
	/** ms by path, of the layers that were timed. */
	readonly times = $derived(
		this.timed && new Map(this.timed.layerTimes.map(({ path, ms }) => [path, ms]))
	);

	/** Statistics of what layers make of the picture, of this design or of another. */
	along = $state.raw<Along | null>(null);
	/** The same, where they are of the very design, weights and picture in view. */
	readonly alongNow = $derived.by(() => {
		const { along, studio, sources } = this;
		const isOfThis =
			studio.problems.length === 0 &&
			along?.design === studio.designLink &&
			along.weights === sources.weights &&
			along.image === sources.image;
		return isOfThis ? along : null;
	});

	keep = (report: RunReport): void => {
		this.report = report;
		visit.add([measurementOf(report)]);
	};
}

export const workspace = new Workspace();
