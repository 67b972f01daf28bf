import { ascending, descending } from 'd3';
import { kindOf, labelOf, type Kind } from '../../arch/ops.ts';
import { countOf, type CountedLayer } from '../../count/counted.ts';
import { metrics } from '../../count/metrics.ts';
import { gflops, gigabytes, type TimedCall } from '../../benchmark/report/achieved.ts';
import { exact, shapeText, si } from '../format.ts';

export type TableRow = Readonly<{
	layer: CountedLayer;
	kind: Kind;
	operation: string;
	output: string;
	/** The kernel call that computes it, where a run has timed that. */
	call: TimedCall | null;
}>;

export type Column = Readonly<{
	key: string;
	label: string;
	numeric: boolean;
	read: (row: TableRow) => string | number;
	print: (row: TableRow) => string;
}>;

const number = (key: string, label: string, read: (layer: CountedLayer) => number): Column => ({
	key,
	label,
	numeric: true,
	read: ({ layer }) => read(layer),
	print: ({ layer }) => exact(read(layer))
});

export const COLUMNS: readonly Column[] = [
	{
		key: 'path',
		label: 'layer',
		numeric: false,
		read: ({ layer }) => layer.path,
		print: ({ layer }) => layer.path
	},
	{
		key: 'operation',
		label: 'operation',
		numeric: false,
		read: ({ operation }) => operation,
		print: ({ operation }) => operation
	},
	{
		key: 'output',
		label: 'output',
		numeric: true,
		read: ({ layer }) => layer.out.reduce((product, size) => product * size, 1),
		print: ({ output }) => output
	},
	number('params', metrics.params.short, metrics.params.read),
	number('count', metrics.macs.short, countOf),
	number('activations', metrics.activations.short, metrics.activations.read)
];

/** A number of a layer's call; the layers that share it with an earlier one have none of their own. */
const measured = (
	key: string,
	label: string,
	read: (call: TimedCall) => number,
	shared: (call: TimedCall) => string = () => ''
): Column => ({
	key,
	label,
	numeric: true,
	read: ({ call, layer }) => (call?.path === layer.path ? read(call) : 0),
	print({ call, layer }) {
		if (!call) return '';
		if (call.path !== layer.path) return shared(call);
		const value = read(call);
		return value === 0 ? '' : si(value);
	}
});

/** What a run here measured, beside what was counted. */
export const MEASURED_COLUMNS: readonly Column[] = [
	measured(
		'time',
		'ms',
		({ ms }) => ms,
		({ path }) => `in ${path.split('.').at(-1) ?? path}`
	),
	measured('rate', 'GFLOP/s', gflops),
	measured('traffic', 'GB/s', gigabytes)
];

export function tableRows(
	layers: readonly CountedLayer[],
	calls: readonly TimedCall[] = []
): readonly TableRow[] {
	const byPath = new Map(
		calls.flatMap((call) => call.layers.map(({ path }) => [path, call] as const))
	);
	return layers.map((layer) => ({
		layer,
		kind: kindOf(layer.op, layer.in),
		operation: labelOf(layer.op, layer.in),
		output: shapeText(layer.out),
		call: byPath.get(layer.path) ?? null
	}));
}

export type Order = Readonly<{ key: string; down: boolean }> | null;

/** Rows whose path, kind or operation holds every word of the query. */
export function filtered(rows: readonly TableRow[], query: string): readonly TableRow[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return rows;
	return rows.filter(({ layer, kind, operation }) => {
		const text = `${layer.path} ${kind} ${operation}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** Rows in a column's order; without one, in order of computation. */
export function ordered(rows: readonly TableRow[], order: Order): readonly TableRow[] {
	const column = order && [...COLUMNS, ...MEASURED_COLUMNS].find(({ key }) => key === order.key);
	if (!column) return rows;
	const compare = order.down ? descending : ascending;
	return [...rows].sort((a, b) => compare(column.read(a), column.read(b)));
}

/** A click on a column: numbers largest first, then smallest, then back to order of computation. */
export function nextOrder(order: Order, { key, numeric }: Column): Order {
	if (order?.key !== key) return { key, down: numeric };
	return order.down === numeric ? { key, down: !numeric } : null;
}

/** Which rows of equal height a scrolled window shows, with some to spare on both sides. */
export function windowOf(
	scrollTop: number,
	height: number,
	rowHeight: number,
	count: number
): Readonly<{ start: number; end: number; before: number; after: number }> {
	const spare = 8;
	const start = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - spare);
	const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
	return { start, end, before: start * rowHeight, after: (count - end) * rowHeight };
}
