import { expect, test } from 'vitest';
import {
	changeOf,
	lesionRows,
	partAt,
	partsOf,
	tellLesions,
	topRows
} from '../../../../src/lib/view/features/lesion-rows.ts';
import { smallNetwork } from '../../../small-networks.ts';

const found = {
	whole: Float32Array.of(3, 4),
	each: [Float32Array.of(3, 4), Float32Array.of(3, 1), Float32Array.of(6, 0)],
	backendLabel: 'JavaScript',
	fromFile: false
};
const parts = ['a', 'b', 'c'].map((label) => ({ label, lesions: [] }));

test('the change of outputs is relative to their length', () => {
	expect(changeOf(Float32Array.of(3, 4), Float32Array.of(3, 4))).toBe(0);
	expect(changeOf(Float32Array.of(3, 4), Float32Array.of(0, 0))).toBe(1);
	expect(changeOf(Float32Array.of(0, 0), Float32Array.of(1, 1))).toBe(0);
});

test('bars are as long as their change over the largest, with the class that is largest then', () => {
	const rows = lesionRows(parts, found, null);
	expect(rows.map(({ change }) => change)).toEqual([0, 0.6, 1]);
	expect(rows.map(({ share }) => share)).toEqual([0, 0.6, 1]);
	expect(rows.map(({ top, same }) => [top, same])).toEqual([
		['class 1', true],
		['class 0', false],
		['class 0', false]
	]);
	expect(tellLesions(found)).toContain('all 2 outputs');
});

test('the largest outputs are told before and after', () => {
	const rows = topRows({ ...found, each: [Float32Array.of(3, 1)] }, ['cat', 'dog']);
	expect(rows.map(({ name, before, after }) => [name, before, after])).toEqual([
		['dog', '73%', '12%'],
		['cat', '27%', '88%']
	]);
});

test('blocks with a shortcut can be switched off, and any layer or channel', () => {
	const network = smallNetwork('mobilenetv3_small_050@64');
	const labels = partsOf(network).map(({ label }) => label);
	expect(labels).toContain('blocks.1.1');
	expect(labels).not.toContain('blocks.1.0');
	const layer = network.layers[0];
	if (!layer) throw new Error('there is no layer');
	expect(partAt(layer, 3)).toEqual({
		label: `${layer.path}, channel 3`,
		lesions: [{ path: layer.path, channels: [3] }]
	});
	expect(partAt(layer, null).lesions).toEqual([{ path: layer.path, channels: null }]);
});
