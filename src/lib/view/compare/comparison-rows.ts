import { printCells } from '../../export/csv.ts';
import type { Design } from '../../arch/design.ts';
import type { Convention } from '../../count/conventions/convention.ts';
import type { Slices } from '../../share/slices.ts';
import { compared } from '../../state/compared.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { namedOf, shownMetric, type ShownId, type ShownMetric } from '../metrics/shown-metric.ts';

/** A metric of every design. */
export type MetricRow = Readonly<{
	id: ShownId;
	name: string;
	meaning: string;
	cells: readonly ShownMetric[];
}>;

const COMPARED: readonly ShownId[] = [
	...(['params', 'count', 'flops', 'activations'] as const),
	...(['weights', 'peak', 'field'] as const)
];

/**
 * Works out what stands in the table of each design, a design at a time: that of hundreds of blocks takes a moment.
 * What was worked out is not worked out again.
 */
export function* workOut(designs: readonly Design[]): Slices<void> {
	for (const design of designs) {
		const { metric } = compared(design);
		yield;
		for (const id of COMPARED) if (id !== 'count') metric(id);
		yield;
	}
}

/** Parameters are those that the chosen tool finds. */
function valueOf({ reading, metric }: Column, id: ShownId): number {
	if (id === 'count') return reading.count;
	return id === 'params' ? reading.totals.params : metric(id);
}

/** What has no end is all of the image, and differs from nothing by a share. */
function cellOf(id: ShownId, own: Column, reference: Column, convention: Convention): ShownMetric {
	const [value, other] = [valueOf(own, id), valueOf(reference, id)];
	const shown = shownMetric(namedOf(id, convention), value, other);
	const endless = { text: 'whole image', exactText: 'the whole image', change: '' };
	if (value === Infinity) return { ...shown, ...endless };
	return other === Infinity ? { ...shown, change: '' } : shown;
}

/** All metrics of all designs against the reference. */
export const metricRows = (
	columns: readonly Column[],
	reference: Column,
	convention: Convention
): readonly MetricRow[] =>
	COMPARED.map((id) => {
		const { heading, meaning } = namedOf(id, convention);
		const cells = columns.map((own) => cellOf(id, own, reference, convention));
		return { id, name: heading, meaning, cells };
	});

/** Bytes are those of one precision. */
function columnOf(id: ShownId, convention: Convention): string {
	const { column, format } = namedOf(id, convention);
	return format === 'bytes' ? `${column}_fp32` : column;
}

/** A time of each design and what it differs by, as the table has it. */
export type TimeCells = readonly (string | number)[];

/**
 * The table as a file: a line for each design, every metric and its difference from the reference.
 *
 * @param times further cells of each design, under the names
 */
export function setCsv(
	columns: readonly Column[],
	reference: Column,
	convention: Convention,
	times: Readonly<{ names: readonly string[]; of: (column: Column) => TimeCells }>
): string {
	const names = COMPARED.map((id) => columnOf(id, convention));
	const head = [
		...['name', 'design', 'reference'],
		...names.flatMap((name) => [name, `${name}_difference`]),
		...times.names
	];
	const lines = columns.map((column) => [
		column.name,
		column.link,
		column.isReference ? 'yes' : 'no',
		...COMPARED.flatMap((id): (string | number)[] => {
			const [value, other] = [valueOf(column, id), valueOf(reference, id)];
			const endless = value === Infinity || other === Infinity;
			return [value === Infinity ? 'all' : value, endless ? '' : value - other];
		}),
		...times.of(column)
	]);
	return printCells([head, ...lines], ',');
}
