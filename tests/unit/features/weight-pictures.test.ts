import { expect, test } from 'vitest';
import { binRange, distributionOf } from '../../../src/lib/features/distribution.ts';
import {
	biasOf,
	filterOf,
	kernelOf,
	pictureKind,
	similarities
} from '../../../src/lib/features/weight-pictures.ts';
import { smallNetwork } from '../../small-networks.ts';

const layerOf = (network: string, path: string) => {
	const layer = smallNetwork(network).layers.find((one) => one.path === path);
	if (!layer) throw new Error(`there is no ${path}`);
	return layer;
};

const kindsOf = (network: string, path: string) => {
	const layer = layerOf(network, path);
	return layer.weights.map((weight) => pictureKind(layer, weight));
};

test('values are counted into parts of equal width, and what is not finite apart', () => {
	const distribution = distributionOf(Float32Array.of(-1, 0, 0, 1, NaN, Infinity));
	expect(distribution).toMatchObject({ count: 6, odd: 2, mean: 0, low: -1, high: 1 });
	expect(distribution.deviation).toBeCloseTo(Math.SQRT1_2);
	expect(distribution.bins.length).toBe(41);
	expect([0, 20, 40].map((bin) => distribution.bins[bin])).toEqual([1, 2, 1]);
	expect(binRange(distribution, 0)[0]).toBe(-1);
	expect(binRange(distribution, 40)[1]).toBeCloseTo(1);
	expect(distributionOf(Float32Array.of(2, 2)).bins).toEqual([2]);
});

test('there are pictures of depthwise kernels, colour filters, positions and window biases, and of nothing else', () => {
	expect(kindsOf('tiny_convnext', 'stages.0.blocks.0.conv_dw')).toEqual(['kernels', null]);
	expect(kindsOf('tiny_convnext', 'stem.0')).toEqual(['filters', null]);
	expect(kindsOf('tiny_convnext', 'stages.1.downsample.1')).toEqual([null, null]);
	expect(kindsOf('tiny_vit', 'pos_embed')).toEqual(['positions']);
	expect(kindsOf('tiny_swin', 'layers.0.blocks.0.attn')).toEqual(['bias']);
	expect(kindsOf('tiny_vit', 'blocks.0.attn.qkv')).toEqual([null, null]);
});

test('a kernel is a map, and a filter is grey where it weighs nothing and bright where it speaks for a colour', () => {
	const kernel = kernelOf(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 1, 2, 2], 1);
	expect([kernel.rows, kernel.columns, ...kernel.values]).toEqual([2, 2, 5, 6, 7, 8]);
	// One filter of one row: red 2 and 0, green 0 and 0, blue −1 and 0.
	const filter = filterOf(Float32Array.of(2, 0, 0, 0, -1, 0), [1, 3, 1, 2], 0);
	expect([...filter.pixels]).toEqual([255, 128, 64, 255, 128, 128, 128, 255]);
	expect(filter.colours[0]).toEqual([2, 0, -1]);
});

test('positions are alike by the angle between their embeddings, whatever their length', () => {
	const table = Float32Array.of(1, 0, 3, 0, 0, 2, -1, 0, 0, 0);
	expect([...similarities(table, 2, 0)]).toEqual([1, 1, 0, -1, 0]);
});

test('a head’s bias for keys above the query is above the middle of its map', () => {
	const layer = layerOf('tiny_swin', 'layers.0.blocks.0.attn');
	const [heads, side] = [2, 13];
	const table = new Float32Array(side * side * heads);
	// The query one row below its key: one row down from the middle of the table.
	table[((side + 1) / 2) * side * heads + ((side - 1) / 2) * heads + 1] = 5;
	const map = biasOf(table, layer, 1);
	expect([map.rows, map.columns]).toEqual([side, side]);
	expect(map.values.indexOf(5)).toBe(((side - 1) / 2 - 1) * side + (side - 1) / 2);
	expect(Math.max(...biasOf(table, layer, 0).values)).toBe(0);
});
