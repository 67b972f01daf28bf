import type { Design } from '../arch/design.ts';
import { inputSize } from '../arch/design.ts';
import { layersOf, ShapeError } from '../arch/infer.ts';
import type { Net, Shape } from '../arch/net.ts';
import { ShapeMismatch } from '../arch/ops.ts';
import { BYTES_PER_FLOAT, peakActivationElements } from '../count/memory.ts';
import { pooledFieldSize } from '../count/receptive-field/pooled.ts';
import { totalsOf } from '../count/totals.ts';

/** What is known of every drawn design: exact, for one image, MACs as the paper counts them. */
export const METRICS = ['macs', 'params', 'activations', 'peak', 'field', 'blocks'] as const;
export type Metric = (typeof METRICS)[number];

/** How a figure is written and typed: in units of `factor`. */
export type MetricKind = Readonly<{
	label: string;
	/** The same over a column. */
	short: string;
	unit: string;
	factor: number;
	/** Whether a factor means more than a difference. */
	log: boolean;
	/** Which direction most people look for first. Both can be chosen. */
	better: 'less' | 'more';
}>;

export const metricKinds: Readonly<Record<Metric, MetricKind>> = {
	macs: {
		...{ label: 'MACs', short: 'MACs', unit: 'G', factor: 1e9, log: true, better: 'less' }
	},
	params: {
		...{ label: 'params', short: 'params', unit: 'M', factor: 1e6, log: true, better: 'more' }
	},
	activations: {
		...{ label: 'activations', short: 'activations', unit: 'M', factor: 1e6 },
		...{ log: true, better: 'less' }
	},
	peak: {
		...{ label: 'peak activation memory', short: 'peak memory', unit: 'MB', factor: 1e6 },
		...{ log: true, better: 'less' }
	},
	field: {
		...{ label: 'receptive field before pooling', short: 'receptive field', unit: 'px' },
		...{ factor: 1, log: false, better: 'more' }
	},
	blocks: {
		...{ label: 'blocks', short: 'blocks', unit: 'blocks', factor: 1, log: false, better: 'more' }
	}
};

/**
 * The figures of one design, in the order of `FIGURES`: MACs, parameters, output elements of conv and
 * linear layers, bytes (float32) of the most activations alive at once, side of what a unit sees
 * before pooling in px (`Infinity` where it sees everything), blocks.
 */
export type Metrics = Readonly<Record<Metric, number>>;

function blocksOf(net: Net): number {
	if (net.kind !== 'chain' && net.kind !== 'parallel') return 0;
	if (net.kind === 'chain' && net.role === 'block') return 1;
	const parts = net.kind === 'chain' ? net.children : net.branches;
	return parts.reduce((sum, part) => sum + blocksOf(part.net), 0);
}

/**
 * Reads a design's figures one by one, those first that cost least to find.
 *
 * @returns `null` where the design cannot be computed, or cannot be counted to the unit
 */
export function readerOf({ family, ...design }: Design): ((metric: Metric) => number) | null {
	if (family.check(design.config).length > 0) return null;
	const net = family.build(design.config);
	const side = inputSize({ family, ...design });
	const input: Shape = [side, side, 3];
	try {
		const totals = totalsOf(net, input);
		if (totals.macs > Number.MAX_SAFE_INTEGER) return null;
		return (metric) => {
			switch (metric) {
				case 'macs':
				case 'params':
				case 'activations':
					return totals[metric];
				case 'peak':
					return BYTES_PER_FLOAT * peakActivationElements(net, input);
				case 'field':
					return pooledFieldSize(net, () => layersOf(net, input)) ?? Infinity;
				case 'blocks':
					return blocksOf(net);
			}
		};
	} catch (error) {
		if (error instanceof ShapeMismatch || error instanceof ShapeError) return null;
		throw error;
	}
}

/** All figures of a design; `null` where it cannot be computed. */
export function metricsOf(design: Design): Metrics | null {
	const read = readerOf(design);
	return read && (Object.fromEntries(METRICS.map((metric) => [metric, read(metric)])) as Metrics);
}
