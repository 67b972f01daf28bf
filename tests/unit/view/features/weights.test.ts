import { expect, test } from 'vitest';
import { readWeight } from '../../../../src/lib/benchmark/weights/read.ts';
import { placementsOf } from '../../../../src/lib/features/placement.ts';
import {
	pageOf,
	similarityMap,
	weightMaps
} from '../../../../src/lib/view/features/weight-maps.ts';
import { chosenWeight, weightChoice } from '../../../../src/lib/view/features/weight-places.ts';
import { likenessSheet, mapsSheet } from '../../../../src/lib/view/features/weight-sheet.ts';
import { tellBin, weightGroups } from '../../../../src/lib/view/features/weight-text.ts';
import { WeightsView } from '../../../../src/lib/view/features/weights.svelte.ts';
import { smallNetwork } from '../../../small-networks.ts';

async function foundIn(network: string, selected: string | null) {
	const { layers } = smallNetwork(network);
	const place = chosenWeight(weightChoice(layers, selected), null);
	if (!place) throw new Error('there is nothing to read');
	const read = await readWeight(place);
	return { place, read, fromFile: false };
}

test('a block offers its weights, an activation those of its block, and nothing the pictures of the network', () => {
	const { layers } = smallNetwork('tiny_convnext');
	const block = weightChoice(layers, 'stages.0.blocks.0');
	expect(block.own.map(({ name }) => name)).toContain('stages.0.blocks.0.mlp.fc1.weight');
	expect(weightChoice(layers, 'stages.0.blocks.0.mlp.act').own).toEqual(block.own);
	expect(chosenWeight(block, null)?.name).toBe('stages.0.blocks.0.conv_dw.weight');
	expect(chosenWeight(block, 'stages.0.blocks.0.gamma')?.name).toBe('stages.0.blocks.0.gamma');
	const none = weightChoice(layers, null);
	expect(chosenWeight(none, null)?.name).toBe('stem.0.weight');
	const [, elsewhere] = weightGroups(block);
	expect(elsewhere?.options.map(({ label }) => label)).toContain('stem.0.weight, 8 × 3 × 4 × 4');
});

test('kernels and filters are read cell by cell, in colours where they take colours', async () => {
	const kernels = weightMaps(await foundIn('tiny_convnext', 'stages.0.blocks.0.conv_dw'));
	expect(kernels).toMatchObject({ kind: 'kernels', count: 8 });
	expect(kernels?.at(3)).toMatchObject({ name: 'Channel 3', map: { rows: 7, columns: 7 } });
	expect(kernels?.at(3).tell({ row: 1, column: 2 })).toMatch(/^row 2, column 3: −?[\d.]+$/);
	const filters = weightMaps(await foundIn('tiny_convnext', null));
	expect(filters?.at(0).pixels?.length).toBe(4 * 16);
	expect(filters?.at(0).tell({ row: 0, column: 0 })).toMatch(
		/^row 1, column 1: red .*, green .*, blue /
	);
});

test('a learned table and one that an MLP makes are both shown head by head, by where the key lies', async () => {
	for (const network of ['tiny_swin', 'small_swinv2']) {
		const maps = weightMaps(await foundIn(network, 'layers.0.blocks.0.attn'));
		expect(maps).toMatchObject({ kind: 'bias', count: 2 });
		const head = maps?.at(1);
		const middle = ((head?.map.rows ?? 0) - 1) / 2;
		expect(head?.name).toBe('Head 2');
		expect(head?.tell({ row: middle, column: middle })).toMatch(/^the query itself: /);
		expect(head?.tell({ row: middle - 2, column: middle + 1 })).toMatch(/^2 up, 1 right: /);
	}
});

test('a position is like itself, and class tokens stay beside the map', async () => {
	const { layers } = smallNetwork('tiny_vit');
	const placement = placementsOf(layers).get('pos_embed');
	if (!placement) throw new Error('positions lie on the picture');
	const found = await foundIn('tiny_vit', 'pos_embed');
	const map = similarityMap(found, placement, { row: 1, column: 2 });
	expect(map?.values[6]).toBeCloseTo(1);
	expect(map).toMatchObject({ rows: 4, columns: 4 });
	expect(map?.leading.length).toBe(1);
	expect(tellBin(found.read.distribution, 0)).toMatch(/^−0\.499 to −0\.475: 10 of 408 values$/);
});

const whose = { preset: 'tiny', origin: 'Values: a file.' };

test('a weight that is saved says which it is, how it is spread, what is drawn and where its values are from', async () => {
	const filters = await foundIn('tiny_convnext', null);
	const maps = weightMaps(filters);
	if (!maps) throw new Error('filters are shown as maps');
	const sheet = mapsSheet(filters, maps, maps.at(3), pageOf(maps, 0), whose);
	expect(sheet.maps).toHaveLength(8);
	expect(sheet.large.pixels).toEqual(maps.at(3).pixels);
	expect(sheet.caption).toEqual([
		expect.stringMatching(/^tiny: stem\.0\.weight, 8 × 3 × 4 × 4, of .*: values 384, mean /),
		expect.stringContaining('red, green and blue'),
		'Large: Filter 3. Small: 8 of 8, from 0 to 7.',
		'Values: a file.'
	]);
	const positions = await foundIn('tiny_vit', 'pos_embed');
	const placement = placementsOf(smallNetwork('tiny_vit').layers).get('pos_embed');
	const place = { row: 1, column: 2 };
	const alike = placement && similarityMap(positions, placement, place);
	if (!alike) throw new Error('positions lie on the picture');
	const likeness = likenessSheet(positions, alike, place, placement, whose);
	expect(likeness.caption[2]).toMatch(
		/^Chosen: row 2, column 3; viridis from −1 to 1\. Not on the picture: class /
	);
	expect(likeness.large.frames).toEqual([{ top: 1, left: 2, bottom: 1, right: 2 }]);
});

test('of weights that are asked for one after the other, only the newest is shown', async () => {
	const { layers } = smallNetwork('tiny_convnext');
	const { own } = weightChoice(layers, 'stages.0.blocks.0');
	const [first, second] = own;
	if (!first || !second) throw new Error('a block has weights');
	let refuse = (): void => {};
	const view = new WeightsView((request, signal) =>
		request.layer === first.layer && request.index === first.index
			? new Promise((_, reject) => {
					refuse = () => reject(new Error('late'));
					signal.addEventListener('abort', refuse);
				})
			: readWeight(request)
	);
	const asked = view.read(first, undefined);
	await view.read(second, undefined);
	await asked;
	expect(view.found?.place).toBe(second);
	expect([view.busy, view.problem]).toEqual([false, '']);
});
