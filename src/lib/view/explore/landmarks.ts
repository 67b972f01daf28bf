import { presetDesign, presetNames, type Design } from '../../arch/design.ts';
import { printDesign } from '../../share/set-link.ts';
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

let known: Promise<readonly Landmark[]> | null = null;

/** Presets that are counted before the page gets its turn. */
const AT_A_TIME = 6;

async function countPresets(): Promise<readonly Landmark[]> {
	const landmarks: Landmark[] = [];
	for (const [i, name] of presetNames().entries()) {
		if (i % AT_A_TIME === 0) await new Promise((resolve) => setTimeout(resolve));
		const design = presetDesign(name);
		if (design) landmarks.push(...landmarkOf(name, design));
	}
	return landmarks;
}

/** All presets, each at its own input size; counted once, between the page's other work. */
export const presetLandmarks = (): Promise<readonly Landmark[]> => (known ??= countPresets());

/** The base, and the presets that are another design. */
export function landmarksAround(base: Design, presets: readonly Landmark[]): readonly Landmark[] {
	const link = printDesign(base);
	const own = landmarkOf('base', base).map((landmark) => ({
		...landmark,
		label: link === base.preset ? `${landmark.label}, the base` : 'the base'
	}));
	return [...own, ...presets.filter(({ id }) => id !== link)];
}
