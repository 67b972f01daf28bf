import type { Layer } from '../arch/infer.ts';
import { kindOf, labelOf, moduleOf } from '../arch/ops.ts';
import { printCells } from './csv.ts';
import { flopsOf } from '../count/totals.ts';

const HEADER = [
	'path',
	'kind',
	'operation',
	'pytorch_module',
	'output_shape_hwc',
	'params',
	'macs',
	'flops',
	'activations'
];

const cells = (layer: Layer): readonly (string | number)[] => [
	layer.path,
	kindOf(layer.op, layer.in),
	labelOf(layer.op, layer.in),
	moduleOf(layer.op),
	layer.out.join('x'),
	layer.params,
	layer.macs,
	flopsOf(layer.macs),
	layer.activations
];

/** Further columns, such as what a run measured. */
export type Columns = Readonly<{
	names: readonly string[];
	of: (layer: Layer) => readonly (string | number)[];
}>;

const NONE: Columns = { names: [], of: () => [] };

/** Layers as a table with a header line; commas for a file, tabs for pasting into a sheet. */
export const layerTable = (
	layers: readonly Layer[],
	separator: ',' | '\t',
	further: Columns = NONE
): string =>
	printCells(
		[
			[...HEADER, ...further.names],
			...layers.map((layer) => [...cells(layer), ...further.of(layer)])
		],
		separator
	);
