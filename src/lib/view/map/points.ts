import { fieldWithRole } from '../../arch/fields.ts';
import { presetDesign, presetNames, type Design } from '../../arch/design.ts';
import { metrics } from '../../count/metrics.ts';
import type { PresetMetrics } from '../../count/preset-metrics.ts';
import { accuracies, throughputs, type Accuracy } from '../../count/published.ts';
import { changesOf } from '../../share/settings.ts';
import { compared, type Compared } from '../../state/compared.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { lastBackend, type Measurement } from '../../state/measured.svelte.ts';
import type { AxisName } from './axes.ts';

/** A design on the map. */
export type MapPoint = Readonly<{
	/** The design as a link. */
	id: string;
	label: string;
	/** The family's heading among the presets. */
	group: string;
	design: Design;
	values: Readonly<Record<AxisName, number | null>>;
	accuracy: Accuracy | null;
	measurement: Measurement | null;
	/** Whether it stands in the comparison, and as the reference there. */
	role: 'reference' | 'compared' | null;
}>;

/** Published numbers hold for the preset as it is; how many images run at once is no change. */
const isPlain = (design: Design): boolean =>
	changesOf(design).every(([key]) => key === fieldWithRole(design.family.fields, 'batch')?.key);

/** A design as far as the map needs it: its link, and what it costs. */
type Known = Pick<Compared, 'design' | 'link'> & Readonly<{ metric: (id: CostId) => number }>;
type CostId = 'macs' | 'params' | 'activations' | 'peak';

function valuesOf({ design, metric }: Known, measurement: Measurement | null): MapPoint['values'] {
	const { preset } = design;
	const published = isPlain(design)
		? { accuracy: accuracies.get(preset), throughput: throughputs.get(preset) }
		: { accuracy: undefined, throughput: undefined };
	return {
		macs: metric('macs'),
		params: metric('params'),
		activations: metric('activations'),
		peak: metric('peak'),
		top1: metrics.top1.read(published),
		a100: metrics.a100.read(published),
		time: measurement && metrics.time.read(measurement)
	};
}

function pointOf(
	own: Known,
	label: string,
	role: MapPoint['role'],
	measured: readonly Measurement[]
): MapPoint {
	const { design, link } = own;
	const measurement = measured.find((one) => one.design === link) ?? null;
	return {
		id: link,
		label,
		group: design.family.presets.get(design.preset)?.group ?? '',
		design,
		values: valuesOf(own, measurement),
		accuracy: isPlain(design) ? (accuracies.get(design.preset) ?? null) : null,
		measurement,
		role
	};
}

/** A preset whose costs were counted before, or are counted now. */
function knownPreset(name: string, design: Design, costs: PresetMetrics): Known {
	const counted = costs.get(name);
	return counted ? { design, link: name, metric: (id) => counted[id] } : compared(design);
}

/**
 * All presets, and the designs of the comparison over them.
 *
 * @param costs of presets, as far as they were counted before
 */
export function mapPoints(
	columns: readonly Column[],
	measurements: readonly Measurement[],
	costs: PresetMetrics = new Map()
): readonly MapPoint[] {
	const measured = lastBackend(measurements);
	const own = columns
		.filter(({ link }, i) => columns.findIndex((other) => other.link === link) === i)
		.map((column) =>
			pointOf(column, column.name, column.isReference ? 'reference' : 'compared', measured)
		);
	const presets = presetNames().flatMap((name): MapPoint[] => {
		const design = presetDesign(name);
		if (!design || own.some(({ id }) => id === name)) return [];
		const label = design.family.presets.get(name)?.label ?? name;
		return [pointOf(knownPreset(name, design, costs), label, null, measured)];
	});
	return [...presets, ...own];
}
