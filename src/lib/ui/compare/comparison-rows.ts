import { printCells } from '../../export/csv.ts';
import { flopsOf } from '../../count/totals.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { metricOf, metricsOf, type Costs, type Metric } from '../metrics/metrics.ts';
import { bytes, exact } from '../format.ts';

/** A figure of every design. */
export type MetricRow = Readonly<{
	name: string;
	meaning: string;
	cells: readonly Metric[];
}>;

const costsOf = ({ reading, macs, weightBytes }: Column): Costs => ({
	counted: reading.totals,
	macs,
	weightBytes
});

const PEAK = {
	name: 'Peak activations',
	meaning: 'Bytes of activations alive at the worst moment of a forward pass of one image, float32',
	unit: ' bytes',
	print: bytes
};

const FIELD = {
	name: 'Receptive field',
	meaning: 'Side of what one unit sees of the image before the head pools; may exceed the image',
	unit: ' px',
	print: (value: number) => `${exact(value)} px`
};

const EVERYTHING: Metric = {
	...{ name: FIELD.name, meaning: FIELD.meaning },
	...{ text: 'whole image', exactText: 'the whole image', change: '', sign: 0 }
};

/** A field is longer or shorter, which is neither good nor bad. */
function fieldOf({ field }: Column, reference: Column): Metric {
	if (field === null) return EVERYTHING;
	const metric = metricOf(FIELD, field, reference.field ?? field);
	return { ...metric, sign: 0, change: reference.field === null ? '' : metric.change };
}

/** All figures of all designs against the reference. */
export function metricRows(columns: readonly Column[], reference: Column): readonly MetricRow[] {
	const metrics = columns.map((own) => [
		...metricsOf(costsOf(own), costsOf(reference)),
		metricOf(PEAK, own.peakBytes, reference.peakBytes),
		fieldOf(own, reference)
	]);
	return (metrics[0] ?? []).map(({ name, meaning }, i) => ({
		name,
		meaning,
		cells: metrics.flatMap((list) => list[i] ?? [])
	}));
}

type Exact = readonly [name: string, read: (column: Column) => number | null];

const EXACT: readonly Exact[] = [
	['params', ({ reading }) => reading.totals.params],
	['counted', ({ reading }) => reading.totals.macs],
	['flops', ({ macs }) => flopsOf(macs)],
	['activations', ({ reading }) => reading.totals.activations],
	['weight_bytes_fp32', (column) => column.weightBytes],
	['peak_activation_bytes_fp32', ({ peakBytes }) => peakBytes],
	['receptive_field_px', ({ field }) => field]
];

/** A time of each design and what it differs by, as the table has it. */
export type TimeCells = readonly (string | number)[];

/**
 * The table as a file: a line for each design, every figure and its difference from the reference.
 *
 * @param times further cells of each design, under the names
 */
export function setCsv(
	columns: readonly Column[],
	reference: Column,
	counted: string,
	times: Readonly<{ names: readonly string[]; of: (column: Column) => TimeCells }>
): string {
	const names = EXACT.map(([name]) => (name === 'counted' ? counted : name));
	const head = [
		...['name', 'design', 'reference'],
		...names.flatMap((name) => [name, `${name}_difference`]),
		...times.names
	];
	const lines = columns.map((column) => [
		column.name,
		column.link,
		column.isReference ? 'yes' : 'no',
		...EXACT.flatMap(([, read]): (string | number)[] => {
			const [value, other] = [read(column), read(reference)];
			return [value ?? 'all', value === null || other === null ? '' : value - other];
		}),
		...times.of(column)
	]);
	return printCells([head, ...lines], ',');
}
