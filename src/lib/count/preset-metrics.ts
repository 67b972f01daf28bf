import { presetDesign, presetNames } from '../arch/design.ts';
import { metricsOf } from './design-metrics.ts';
import { SPATIAL_METRICS, type SpatialMetricId } from './metrics.ts';

/** What presets cost at their own input, by name. */
export type PresetMetrics = ReadonlyMap<string, Readonly<Record<SpatialMetricId, number>>>;

/** The same as text, a list of numbers for each preset; written when the site is built. */
type Printed = Readonly<{
	metrics: readonly string[];
	/** `null` stands for infinity, as of a receptive field that sees everything. */
	presets: Readonly<Record<string, readonly (number | null)[]>>;
}>;

/** Counts all presets of the families that are loaded. */
export function countPresets(): PresetMetrics {
	return new Map(
		presetNames().flatMap((name) => {
			const design = presetDesign(name);
			const metrics = design && metricsOf(design, SPATIAL_METRICS);
			return metrics ? [[name, metrics] as const] : [];
		})
	);
}

export const printPresetMetrics = (counted: PresetMetrics): string => {
	const rows = [...counted].map(([name, own]) => [name, SPATIAL_METRICS.map((id) => own[id])]);
	return JSON.stringify({
		metrics: SPATIAL_METRICS,
		presets: Object.fromEntries(rows) as Printed['presets']
	} satisfies Printed);
};

/** @param printed what this version of the site has written */
export function readPresetMetrics(printed: string): PresetMetrics {
	const { metrics, presets } = JSON.parse(printed) as Printed;
	return new Map(
		Object.entries(presets).map(([name, numbers]) => [
			name,
			Object.fromEntries(metrics.map((id, i) => [id, numbers[i] ?? Infinity])) as Record<
				SpatialMetricId,
				number
			>
		])
	);
}
