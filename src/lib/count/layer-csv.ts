import type { Layer } from '../arch/layers.ts';
import { kindOf, labelOf, moduleOf } from '../arch/ops.ts';
import { flopsOf } from './totals.ts';

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

/** RFC 4180: a cell with a separator, quote or line break is quoted. */
const quoted = (cell: string | number, separator: string): string => {
	const text = String(cell);
	return text.includes(separator) || /["\n\r]/.test(text)
		? `"${text.replaceAll('"', '""')}"`
		: text;
};

/** Layers as a table with a header line; commas for a file, tabs for pasting into a sheet. */
export function layerTable(layers: readonly Layer[], separator: ',' | '\t'): string {
	const lines = [HEADER, ...layers.map(cells)];
	return lines
		.map((line) => line.map((cell) => quoted(cell, separator)).join(separator))
		.join('\n');
}
