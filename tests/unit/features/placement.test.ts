import { expect, test } from 'vitest';
import { channelMap } from '../../../src/lib/features/maps.ts';
import { placementsOf } from '../../../src/lib/features/placement.ts';
import { lastMapOf, outputLayerOf } from '../../../src/lib/features/shown.ts';
import { smallNetwork } from '../../small-networks.ts';

const placementIn = (name: string, path: string) =>
	placementsOf(smallNetwork(name).layers).get(path);

test('tokens lie on the picture as the map they were made of, with class and register tokens before', () => {
	const leading = ['class', 'register 1', 'register 2', 'register 3', 'register 4'];
	const still = { kind: 'map', sides: [4, 4], onPicture: [4, 4], rolled: [0, 0] };
	expect(placementIn('small_vit_reg_ls', 'blocks.1.add2')).toEqual({ ...still, leading });
	expect(placementIn('small_vit_reg_ls', 'patch_embed.flatten')).toEqual({ ...still, leading: [] });
	expect(placementIn('small_deit_distilled', 'norm')).toEqual({
		...still,
		leading: ['class', 'distillation']
	});
});

test('what is pooled, and a token that asks about all others, lie nowhere', () => {
	expect(placementIn('tiny_convnext', 'head.norm')).toEqual({ kind: 'vector', tokens: 1 });
	expect(placementIn('core_pe', 'attn_pool.q')).toEqual({ kind: 'vector', tokens: 1 });
});

test('a shifted and padded map is known to be one, until that is undone', () => {
	const block = 'layers.0.blocks.1';
	expect(placementIn('padded_swin', `${block}.attn.proj`)).toMatchObject({
		sides: [21, 21],
		onPicture: [18, 18],
		rolled: [3, 3]
	});
	expect(placementIn('padded_swin', `${block}.add1`)).toMatchObject({
		sides: [18, 18],
		rolled: [0, 0]
	});
});

test('a channel of a rolled and padded map is shown where it was, without the padding', () => {
	// Rows 0 to 2 and columns 0 to 1 of two channels, rolled by one row, then padded to 4 × 3.
	const at = (row: number, column: number) => 10 * row + column;
	const rolled = [1, 2, 0].flatMap((row) => [at(row, 0), at(row, 1), 0]);
	const values = Float32Array.from([...rolled, 0, 0, 0].flatMap((value) => [-1, value]));
	const map = channelMap(values, 2, 1, {
		kind: 'map',
		sides: [4, 3],
		onPicture: [3, 2],
		rolled: [1, 0],
		leading: []
	});
	expect(map).toMatchObject({ rows: 3, columns: 2 });
	expect([...map.values]).toEqual([0, 1, 10, 11, 20, 21]);
});

test('leading tokens of a channel stand apart from its map', () => {
	const values = Float32Array.from([7, 1, 2, 3, 4].flatMap((value) => [value, 0]));
	const map = channelMap(values, 2, 0, {
		kind: 'map',
		sides: [2, 2],
		onPicture: [2, 2],
		rolled: [0, 0],
		leading: ['class']
	});
	expect([...map.leading]).toEqual([7]);
	expect([...map.values]).toEqual([1, 2, 3, 4]);
});

test('a block or a stage gives what its last layer gives, and nothing is selected by no id', () => {
	const { layers } = smallNetwork('tiny_resnet_bottleneck');
	expect(outputLayerOf(layers, 'layer3.0')?.path).toBe('layer3.0.act3');
	expect(outputLayerOf(layers, 'layer3')?.path).toBe('layer3.1.act3');
	expect(outputLayerOf(layers, 'layer3.0.conv1')?.path).toBe('layer3.0.conv1');
	expect(outputLayerOf(layers, null)).toBeNull();
	expect(outputLayerOf(layers, 'nothing')).toBeNull();
});

test.each([
	['tiny_convnext', 'stages.3.blocks.0.add'],
	['tiny_resnet_bottleneck', 'layer4.0.act3'],
	['padded_swin', 'norm'],
	['tiny_vit', 'norm']
])('the last map of %s is %s', (name, path) => {
	const { layers } = smallNetwork(name);
	expect(lastMapOf(layers, placementsOf(layers))?.path).toBe(path);
});
