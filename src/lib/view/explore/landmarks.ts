import { presetDesign, type Design } from '../../arch/design.ts';
import { printDesign } from '../../share/set-link.ts';
import type { PresetMetrics } from '../../count/preset-metrics.ts';
import { accuracies } from '../../count/published.ts';
import { metricsOf } from '../../count/design-metrics.ts';
import { SPATIAL_METRICS, type SpatialMetricId } from '../../count/metrics.ts';

/** A design that people know, for orientation among those drawn. */
export type Landmark = Readonly<{
	id: string;
	label: string;
	group: string;
	metrics: Readonly<Record<SpatialMetricId, number>>;
}>;

function landmarkOf(id: string, design: Design): readonly Landmark[] {
	const metrics = metricsOf(design, SPATIAL_METRICS);
	const preset = design.family.presets.get(design.preset);
	return metrics ? [{ id, label: preset?.label ?? id, group: preset?.group ?? '', metrics }] : [];
}

/** Presets that people know, each at its own input size: those that an accuracy is published for. */
export const presetLandmarks = (costs: PresetMetrics): readonly Landmark[] =>
	[...accuracies.keys()].flatMap((id): readonly Landmark[] => {
		const preset = presetDesign(id)?.family.presets.get(id);
		const metrics = costs.get(id);
		return preset && metrics ? [{ id, label: preset.label, group: preset.group, metrics }] : [];
	});

/** The base, and the presets that are another design. */
export function landmarksAround(base: Design, presets: readonly Landmark[]): readonly Landmark[] {
	const link = printDesign(base);
	const own = landmarkOf('base', base).map((landmark) => ({
		...landmark,
		label: link === base.preset ? `${landmark.label}, the base` : 'the base'
	}));
	return [...own, ...presets.filter(({ id }) => id !== link)];
}
