import type { LockableMetric } from '../../count/constraint/metrics.ts';
import { flopsOf, type Totals } from '../../count/totals.ts';
import { bytes, difference, exact, si } from '../format.ts';

/** One figure of a design as the strip shows it. */
export type Metric = Readonly<{
	name: string;
	/** What is counted, in a sentence. */
	meaning: string;
	text: string;
	exactText: string;
	change: string;
	/** Whether the design costs more (1), less (-1) or the same as the baseline. */
	sign: -1 | 0 | 1;
}>;

/** A figure of the strip, and as what it can be held; `null` where another figure stands for it. */
export type StripMetric = Metric & Readonly<{ locked: LockableMetric | null }>;

export type Costs = Readonly<{
	/** In the chosen convention. */
	counted: Totals;
	/** Multiply-accumulates as the paper counts them, whatever the convention. */
	macs: number;
	weightBytes: number;
}>;

type Row = readonly [
	name: string,
	locked: LockableMetric | null,
	meaning: string,
	unit: string,
	read: (costs: Costs) => number,
	print: (value: number) => string
];

const four = (value: number) => si(value, 4);

const ROWS: readonly Row[] = [
	['Params', 'params', 'Trainable parameters', '', ({ counted }) => counted.params, four],
	[
		'MACs',
		'macs',
		'Multiply-accumulates for one image; papers often call them FLOPs',
		'',
		({ counted }) => counted.macs,
		four
	],
	[
		'FLOPs',
		null,
		'2 × MACs of convolutions, linear layers and attention: a multiplication and an addition each',
		'',
		({ macs }) => flopsOf(macs),
		four
	],
	[
		'Activations',
		'activations',
		'Output elements of conv and linear layers for one image',
		'',
		({ counted }) => counted.activations,
		four
	],
	[
		'Weights, fp32',
		null,
		'Bytes of all weights in float32, running statistics included',
		' bytes',
		({ weightBytes }) => weightBytes,
		bytes
	]
];

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

type Named = Readonly<{
	name: string;
	meaning: string;
	/** Behind the exact value. */
	unit: string;
	print: (value: number) => string;
}>;

/** A figure beside that of what it is compared with. */
export const metricOf = (
	{ name, meaning, unit, print }: Named,
	value: number,
	reference: number
): Metric => ({
	name,
	meaning,
	text: print(value),
	exactText: `${exact(value)}${unit}`,
	change: difference(value, reference),
	sign: signOf(value - reference)
});

/** The figures of a design beside those of its baseline. */
export const metricsOf = (own: Costs, baseline: Costs): readonly StripMetric[] =>
	ROWS.map(([name, locked, meaning, unit, read, print]) => ({
		...metricOf({ name, meaning, unit, print }, read(own), read(baseline)),
		locked
	}));
