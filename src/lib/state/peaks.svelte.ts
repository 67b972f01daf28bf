import type { Peaks } from '../benchmark/peaks/peaks.ts';

/** What devices reach at best, measured in this visit: the last of each backend and adapter counts. */
export type MeasuredPeaks = Readonly<{
	readonly all: readonly Peaks[];
	add(peaks: Peaks): void;
}>;

function createMeasuredPeaks(): MeasuredPeaks {
	let all = $state.raw<readonly Peaks[]>([]);
	return {
		get all() {
			return all;
		},
		add(peaks) {
			all = [peaks, ...all.filter(({ backendLabel }) => backendLabel !== peaks.backendLabel)];
		}
	};
}

/** Kept outside all pages, so that it outlives a tab of the page. */
export const visitPeaks = createMeasuredPeaks();
