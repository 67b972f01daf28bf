import type { Layer } from '../arch/infer.ts';
import type { Net, Shape } from '../arch/net.ts';
import type { Accuracy, Throughput } from './published.ts';
import type { Totals } from './totals.ts';

/** What kind of number a metric is; the page decides how each kind is printed. */
export type Format = 'count' | 'bytes' | 'pixels' | 'whole' | 'percent' | 'milliseconds';

/** What a metric is called, and how its values are to be read. */
export type Named = Readonly<{
	/** Over its value. */
	heading: string;
	/** In full, as along an axis; and where there is little room. */
	label: string;
	short: string;
	/** What it is, in a sentence. */
	meaning: string;
	format: Format;
	/** At the head of a column in a file: with its unit, so that no number is without one. */
	column: string;
	/** What it is typed in, and stands in along an axis: `factor` of its own units. */
	unit: string;
	factor: number;
	/** Whether a factor means more than a difference. */
	log: boolean;
	/** Which direction most people look for first. Both can be chosen. */
	better: 'less' | 'more';
	/** Whether it is something that a design costs. */
	cost: boolean;
}>;

/** Whether a design can be kept at a value while it is edited; and whether a space is limited by it. */
type Uses = Readonly<{ lockable?: true; spatial?: true }>;

/** Summed over layers: read from a layer, a part of a network, or all of it. */
export type SumMetric = Named & Uses & Readonly<{ from: 'layers'; read: (part: Totals) => number }>;

/** A network for one image, `input` being `[height, width, channels]`. */
export type Countable = Readonly<{
	net: Net;
	input: Shape;
	layers: readonly Layer[];
	totals: Totals;
}>;

/** Read from a network as a whole; `Infinity` for what has no end. */
export type NetworkMetric = Named &
	Uses &
	Readonly<{ from: 'network'; read: (network: Countable) => number }>;

/** What is published of a preset as it is. */
export type Published = Readonly<{
	accuracy: Accuracy | undefined;
	throughput: Throughput | undefined;
}>;
export type PresetMetric = Named &
	Readonly<{ from: 'preset'; read: (published: Published) => number | null }>;

/** Measured where a design is run. */
export type RunMetric = Named &
	Readonly<{ from: 'run'; read: (measured: Readonly<{ msPerImage: number }>) => number }>;

export type Metric = SumMetric | NetworkMetric | PresetMetric | RunMetric;
