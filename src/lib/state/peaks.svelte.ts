import type { Peaks } from '../benchmark/peaks/peaks.ts';

/** What devices reach at best, measured in this visit: the last of each backend and adapter counts. */
class VisitPeaks {
	all = $state.raw<readonly Peaks[]>([]);

	add(peaks: Peaks): void {
		const others = this.all.filter(({ backendLabel }) => backendLabel !== peaks.backendLabel);
		this.all = [peaks, ...others];
	}
}

/** Kept outside all pages, so that it outlives a tab of the page. */
export const visitPeaks = new VisitPeaks();
