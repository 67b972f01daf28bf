import { elements, kindOf, labelOf, type Kind } from '../../arch/ops.ts';
import { countOf, type CountedLayer } from '../../count/counted.ts';
import { metrics } from '../../count/metrics.ts';
import { gflops, gigabytes, type TimedCall } from '../../benchmark/report/achieved.ts';
import { exact, shapeText, si } from '../../kit/format.ts';
import type { Column } from '../../kit/table/column.ts';

export type TableRow = Readonly<{
	layer: CountedLayer;
	kind: Kind;
	operation: string;
	output: string;
	/** The kernel call that computes it, where a run has timed that. */
	call: TimedCall | null;
}>;

const number = (
	id: string,
	label: string,
	read: (layer: CountedLayer) => number
): Column<TableRow> => ({
	...{ id, label, isNumeric: true, isDownFirst: true },
	value: ({ layer }) => read(layer),
	text: ({ layer }) => exact(read(layer))
});

const words = (id: string, label: string, read: (row: TableRow) => string): Column<TableRow> => ({
	...{ id, label, value: read, text: read }
});

export const COLUMNS: readonly Column<TableRow>[] = [
	words('path', 'layer', ({ layer }) => layer.path),
	words('operation', 'operation', ({ operation }) => operation),
	{
		...{ id: 'output', label: 'output', isNumeric: true, isDownFirst: true },
		value: ({ layer }) => elements(layer.out),
		text: ({ output }) => output
	},
	number('params', metrics.params.short, metrics.params.read),
	number('count', metrics.macs.short, countOf),
	number('activations', metrics.activations.short, metrics.activations.read)
];

/** A metric of a layer's call; the layers that share it with an earlier one have none of their own. */
const measured = (
	id: string,
	label: string,
	read: (call: TimedCall) => number,
	shared: (call: TimedCall) => string = () => ''
): Column<TableRow> => ({
	...{ id, label, isNumeric: true, isDownFirst: true },
	value: ({ call, layer }) => (call?.path === layer.path ? read(call) : 0),
	text({ call, layer }) {
		if (!call) return '';
		if (call.path !== layer.path) return shared(call);
		const value = read(call);
		return value === 0 ? '' : si(value);
	}
});

/** What a run here measured, beside what was counted. */
export const MEASURED_COLUMNS: readonly Column<TableRow>[] = [
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

/** What a filter looks through: a row's path, kind and operation. */
export const searchText = ({ layer, kind, operation }: TableRow): string =>
	`${layer.path} ${kind} ${operation}`;
