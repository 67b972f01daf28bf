import type { Layer } from '../arch/infer.ts';
import { countLayersAs, type Convention, type Options } from './conventions/convention.ts';
import type { Named } from './metric.ts';
import { metrics } from './metrics.ts';

/** A count in a tool's convention: a metric of its own beside `macs`, which is the network's. */
export type CountMetric = Named &
	Readonly<{
		/** What the tool adds for each layer, in its own unit. */
		ofLayers: (layers: readonly Layer[], options: Options) => readonly number[];
	}>;

/** What a convention's count is called: its unit, and the tool where it is not the paper's. */
export const countName = ({ id, label, unit }: Convention): string =>
	id === 'paper' ? unit : `${unit}, ${label}`;

/** The paper's count is the network's MACs by their own name. */
export function countMetric(convention: Convention): CountMetric {
	const { id, unit, summary } = convention;
	const column = `${unit.toLowerCase()}_${id}`;
	if (id === 'paper')
		return { ...metrics.macs, column, ofLayers: (layers) => layers.map(metrics.macs.read) };
	const name = countName(convention);
	return {
		...metrics.macs,
		...{ column, heading: name, label: name, short: name, meaning: summary },
		ofLayers: (layers, options) => countLayersAs(convention, layers, options)
	};
}
