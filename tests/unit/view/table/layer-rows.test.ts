import { describe, expect, it } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { layerTable } from '../../../../src/lib/export/layer-csv.ts';
import {
	filtered,
	nextOrder,
	ordered,
	windowOf,
	type Order
} from '../../../../src/lib/kit/table/column.ts';
import { COLUMNS, searchText, tableRows } from '../../../../src/lib/view/table/layer-rows.ts';

const design = presetDesign('convnext_tiny');
const examined = design && examine(design);
const layers = examined?.ok ? examined.network.layers : [];
const rows = tableRows(layers);
const column = (id: string) => {
	const found = COLUMNS.find((candidate) => candidate.id === id);
	if (!found) throw new Error(`there is no column ${id}`);
	return found;
};

describe('the layer table', () => {
	it('finds layers by the words of their path, kind or operation', () => {
		expect(filtered(rows, 'stages.0 depthwise', searchText).map(({ layer }) => layer.path)).toEqual(
			['stages.0.blocks.0.conv_dw', 'stages.0.blocks.1.conv_dw', 'stages.0.blocks.2.conv_dw']
		);
	});

	it('sorts numbers largest first, then smallest, then back in order of computation', () => {
		const params = column('params');
		let order: Order = null;
		order = nextOrder(order, params);
		expect(ordered(rows, COLUMNS, order)[0]?.layer.params).toBe(
			Math.max(...layers.map((layer) => layer.params))
		);
		order = nextOrder(order, params);
		expect(ordered(rows, COLUMNS, order)[0]?.layer.params).toBe(0);
		order = nextOrder(order, params);
		expect(ordered(rows, COLUMNS, order)).toBe(rows);
	});

	it('draws the rows in view with some to spare, and leaves room for the rest', () => {
		expect(windowOf(2800, 420, 28, 1000)).toEqual({
			start: 92,
			end: 123,
			before: 92 * 28,
			after: 877 * 28
		});
		expect(windowOf(99999, 420, 28, 10)).toMatchObject({ start: 2, end: 10 });
	});

	it('copies as CSV with a line for every layer and quotes where a cell has a comma', () => {
		const lines = layerTable(layers, ',').split('\n');
		expect(lines).toHaveLength(layers.length + 1);
		expect(lines[1]).toBe(
			'stem.0,dense conv,4 × 4 3 → 96,Conv2d,56x56x96,4704,14450688,28901376,301056'
		);
		const grouped = presetDesign('resnext50_32x4d');
		const other = grouped && examine(grouped);
		const text = layerTable(other?.ok ? other.network.layers : [], ',');
		expect(text).toContain('"3 × 3 128 → 128, 32 groups"');
	});
});
