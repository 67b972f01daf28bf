import { kindOf, labelOf, moduleOf } from '../arch/ops.ts';
import { printCells } from './csv.ts';
import { countMetric } from '../count/count-metric.ts';
import { countOf, type CountedLayer } from '../count/counted.ts';
import type { Convention } from '../count/conventions/convention.ts';
import { metrics } from '../count/metrics.ts';

const METRICS = [metrics.params, metrics.macs, metrics.flops, metrics.activations];

const HEADER = [
	...['path', 'kind', 'operation', 'pytorch_module', 'output_shape_hwc'],
	...METRICS.map(({ column }) => column)
];

const cells = (layer: CountedLayer): readonly (string | number)[] => [
	layer.path,
	kindOf(layer.op, layer.in),
	labelOf(layer.op, layer.in),
	moduleOf(layer.op),
	layer.out.join('x'),
	...METRICS.map(({ read }) => read(layer))
];

/** Further columns, such as what a run measured. */
export type Columns = Readonly<{
	names: readonly string[];
	of: (layer: CountedLayer) => readonly (string | number)[];
}>;

/** What a convention counts for each layer, in its own unit. */
export const countColumn = (convention: Convention): Columns => ({
	names: [countMetric(convention).column],
	of: (layer) => [countOf(layer)]
});

/** Layers as a table with a header line; commas for a file, tabs for pasting into a sheet. */
export const layerTable = (
	layers: readonly CountedLayer[],
	separator: ',' | '\t',
	further: readonly Columns[] = []
): string =>
	printCells(
		[
			[...HEADER, ...further.flatMap(({ names }) => names)],
			...layers.map((layer) => [...cells(layer), ...further.flatMap(({ of }) => of(layer))])
		],
		separator
	);
