import { placeOf } from '../benchmark/report/place.ts';
import type { RunReport } from '../benchmark/report/report.ts';

/** What a design took on this device, in this visit. */
export type Measurement = Readonly<{
	/** The design as a link. */
	design: string;
	/** Median ms of a pass, for one image of the batch. */
	msPerImage: number;
	batch: number;
	/** On what, with the precision where it is not float32. */
	backendLabel: string;
}>;

/** What a run measured. */
export function measurementOf(report: RunReport): Measurement {
	const { design, stats, batch } = report;
	return { design, batch, backendLabel: placeOf(report), msPerImage: stats.median / batch };
}

/** Times of different backends say nothing about each other: those of the last one used count. */
export function lastBackend(all: readonly Measurement[]): readonly Measurement[] {
	const label = all.at(-1)?.backendLabel;
	return all.filter(({ backendLabel }) => backendLabel === label);
}

/** Measurements of this visit, of all pages: the last of each design on each backend counts. */
export class VisitMeasurements {
	all = $state.raw<readonly Measurement[]>([]);

	add(measurements: readonly Measurement[]): void {
		const replaced = (old: Measurement) =>
			measurements.some(
				(one) => one.design === old.design && one.backendLabel === old.backendLabel
			);
		this.all = [...this.all.filter((old) => !replaced(old)), ...measurements];
	}
}

/** Kept outside all pages, so that what one measures is there on another. */
export const visit = new VisitMeasurements();
