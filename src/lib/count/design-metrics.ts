import { inputShape, type Design } from '../arch/design.ts';
import { layersOf, ShapeError } from '../arch/infer.ts';
import { ShapeMismatch } from '../arch/ops.ts';
import { readMetric, type NetworkMetricId } from './metrics.ts';
import { totalsOf } from './totals.ts';

/**
 * Reads a design's metrics one by one, straight from the tree where that is possible: meant for many
 * designs.
 *
 * @returns `null` where the design cannot be computed, or cannot be counted to the unit
 */
export function metricReader(design: Design): ((id: NetworkMetricId) => number) | null {
	const { family, config } = design;
	if (family.check(config).length > 0) return null;
	const net = family.build(config);
	const input = inputShape(design);
	try {
		const totals = totalsOf(net, input);
		if (totals.macs > Number.MAX_SAFE_INTEGER) return null;
		const network = {
			net,
			input,
			totals,
			get layers() {
				return layersOf(net, input);
			}
		};
		return (id) => readMetric(id, network);
	} catch (error) {
		if (error instanceof ShapeMismatch || error instanceof ShapeError) return null;
		throw error;
	}
}

/** One metric of a design; `null` where the design cannot be computed. */
export const metricOf = (design: Design, id: NetworkMetricId): number | null =>
	metricReader(design)?.(id) ?? null;

/** Some metrics of a design; `null` where the design cannot be computed. */
export function metricsOf<Id extends NetworkMetricId>(
	design: Design,
	ids: readonly Id[]
): Readonly<Record<Id, number>> | null {
	const read = metricReader(design);
	return read && (Object.fromEntries(ids.map((id) => [id, read(id)])) as Record<Id, number>);
}
