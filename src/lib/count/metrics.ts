import { blocksOf } from './blocks.ts';
import { BYTES_PER_FLOAT, peakActivationElements, weightBytes } from './memory.ts';
import type {
	Countable,
	Metric,
	NetworkMetric,
	PresetMetric,
	RunMetric,
	SumMetric
} from './metric.ts';
import { pooledFieldSize } from './receptive-field/pooled.ts';
import { flopsOf } from './totals.ts';

/**
 * Everything that is known of a design as a number, each once; in links and files a metric is its
 * key. Tables, charts, axes, locks, limits, files and the command line select from this list, and
 * where they select by a property, this is their order.
 */
const LIST = {
	macs: {
		from: 'layers',
		read: ({ macs }) => macs,
		heading: 'MACs',
		label: 'MACs',
		short: 'MACs',
		meaning: 'Multiply-accumulates for one image; papers often call them FLOPs',
		format: 'count',
		column: 'macs',
		...{ unit: 'G', factor: 1e9, log: true },
		...{ better: 'less', cost: true, lockable: true, spatial: true }
	},
	params: {
		from: 'layers',
		read: ({ params }) => params,
		heading: 'Params',
		label: 'params',
		short: 'params',
		meaning: 'Trainable parameters',
		format: 'count',
		column: 'params',
		...{ unit: 'M', factor: 1e6, log: true },
		...{ better: 'more', cost: true, lockable: true, spatial: true }
	},
	activations: {
		from: 'layers',
		read: ({ activations }) => activations,
		heading: 'Activations',
		label: 'activations',
		short: 'activations',
		meaning: 'Output elements of conv and linear layers for one image',
		format: 'count',
		column: 'activations',
		...{ unit: 'M', factor: 1e6, log: true },
		...{ better: 'less', cost: true, lockable: true, spatial: true }
	},
	peak: {
		from: 'network',
		read: ({ net, input }) => BYTES_PER_FLOAT * peakActivationElements(net, input),
		heading: 'Peak activations',
		label: 'peak activation memory',
		short: 'peak memory',
		meaning:
			'Bytes of activations alive at the worst moment of a forward pass of one image, float32',
		format: 'bytes',
		column: 'peak_activation_bytes',
		...{ unit: 'MB', factor: 1e6, log: true },
		...{ better: 'less', cost: true, lockable: true, spatial: true }
	},
	field: {
		from: 'network',
		read: (network) => pooledFieldSize(network.net, () => network.layers) ?? Infinity,
		heading: 'Receptive field',
		label: 'receptive field before pooling',
		short: 'receptive field',
		meaning: 'Side of what one unit sees of the image before the head pools; may exceed the image',
		format: 'pixels',
		column: 'receptive_field_px',
		...{ unit: 'px', factor: 1, log: false },
		...{ better: 'more', cost: false, spatial: true }
	},
	blocks: {
		from: 'network',
		read: ({ net }) => blocksOf(net),
		heading: 'Blocks',
		label: 'blocks',
		short: 'blocks',
		meaning: 'Blocks of all stages',
		format: 'whole',
		column: 'blocks',
		...{ unit: 'blocks', factor: 1, log: false },
		...{ better: 'more', cost: false, spatial: true }
	},
	flops: {
		from: 'layers',
		read: ({ macs }) => flopsOf(macs),
		heading: 'FLOPs',
		label: 'FLOPs',
		short: 'FLOPs',
		meaning:
			'2 × MACs of convolutions, linear layers and attention: a multiplication and an addition each',
		format: 'count',
		column: 'flops',
		...{ unit: 'G', factor: 1e9, log: true },
		...{ better: 'less', cost: true }
	},
	weights: {
		from: 'network',
		read: ({ layers }) => weightBytes(layers),
		heading: 'Weights, fp32',
		label: 'weights in float32',
		short: 'weights',
		meaning: 'Bytes of all weights in float32, running statistics included',
		format: 'bytes',
		column: 'weight_bytes',
		...{ unit: 'MB', factor: 1e6, log: true },
		...{ better: 'less', cost: true }
	},
	top1: {
		from: 'preset',
		read: ({ accuracy }) => accuracy?.top1 ?? null,
		heading: 'Top-1',
		label: 'ImageNet-1k top-1 (published)',
		short: 'published top-1',
		meaning: 'Share of ImageNet-1k’s validation images whose label comes first, as published',
		format: 'percent',
		column: 'published_top1_percent',
		...{ unit: '%', factor: 1, log: false },
		...{ better: 'more', cost: false }
	},
	a100: {
		from: 'preset',
		read: ({ throughput }) => (throughput ? 1000 / throughput.imagesPerSecond : null),
		heading: 'Time on an A100',
		label: 'time an image, A100 (published)',
		short: 'time on an A100',
		meaning: 'Time for one image of a large batch on an A100, as published',
		format: 'milliseconds',
		column: 'published_a100_ms_per_image',
		...{ unit: 'ms', factor: 1, log: true },
		...{ better: 'less', cost: true }
	},
	time: {
		from: 'run',
		read: ({ msPerImage }) => msPerImage,
		heading: 'Time',
		label: 'time an image, measured here',
		short: 'measured time',
		meaning: 'Median time of a pass on this device, for one image of the batch',
		format: 'milliseconds',
		column: 'measured_ms_per_image',
		...{ unit: 'ms', factor: 1, log: true },
		...{ better: 'less', cost: true }
	}
} as const satisfies Readonly<Record<string, Metric>>;

type Listed = typeof LIST;
type Kinds = { layers: SumMetric; network: NetworkMetric; preset: PresetMetric; run: RunMetric };

export type MetricId = keyof Listed;

/** Ids of the metrics with some properties. */
type IdWith<Properties> = {
	[Id in MetricId]: Listed[Id] extends Properties ? Id : never;
}[MetricId];

/** Those that follow from a network alone: exact, for one image. */
export type NetworkMetricId = IdWith<{ from: 'layers' | 'network' }>;
export type LockableMetricId = IdWith<{ lockable: true }>;
export type SpatialMetricId = IdWith<{ spatial: true }>;

export const metrics: { readonly [Id in MetricId]: Kinds[Listed[Id]['from']] } = LIST;

const IDS = Object.keys(LIST) as readonly MetricId[];

const idsWith = <Id extends MetricId>(has: (metric: Metric) => boolean): readonly Id[] =>
	IDS.filter((id) => has(metrics[id])) as readonly MetricId[] as readonly Id[];

/** What a design can be kept at while it is edited. */
export const LOCKABLE_METRICS = idsWith<LockableMetricId>((metric) => 'lockable' in metric);

/** What designs of a space are placed and limited by; further ones would say the same again. */
export const SPATIAL_METRICS = idsWith<SpatialMetricId>((metric) => 'spatial' in metric);

/** What a network alone says. */
export const NETWORK_METRICS = idsWith<NetworkMetricId>(
	({ from }) => from === 'layers' || from === 'network'
);

/** Reads a metric of a network. */
export function readMetric(id: NetworkMetricId, network: Countable): number {
	const metric = metrics[id];
	return metric.from === 'layers' ? metric.read(network.totals) : metric.read(network);
}
