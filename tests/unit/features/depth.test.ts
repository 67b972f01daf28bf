import { expect, test } from 'vitest';
import { milestoneAt, milestonesOf, type DepthPlace } from '../../../src/lib/features/depth.ts';
import { smallNetwork } from '../../small-networks.ts';

const pathsOf = (name: string) => milestonesOf(smallNetwork(name).layers).map(({ path }) => path);

test('networks are set beside each other where blocks end, from the stem to the last map', () => {
	const convnext = pathsOf('tiny_convnext');
	expect(convnext[0]).toMatch(/^stem\./);
	expect(convnext).toContain('stages.1.downsample.1');
	expect(convnext.at(-1)).toMatch(/^stages\.3\.blocks\.0\./);
	expect(convnext.length).toBe(1 + 5 + 3);
	expect(pathsOf('tiny_vit').length).toBe(1 + 2);
});

test('a depth is the same share of the blocks of any network', () => {
	const at = (name: string, depth: number) =>
		milestoneAt(smallNetwork(name).layers, depth)?.block ?? null;
	expect([0, 0.5, 1].map((depth) => at('tiny_vit', depth))).toEqual([null, 'blocks.0', 'blocks.1']);
	expect([0, 0.5, 1].map((depth) => at('tiny_convnext', depth))).toEqual([
		null,
		expect.stringMatching(/^stages\./),
		'stages.3.blocks.0'
	]);
});

test('within a block its last spatial layer, norm or activation is found; what leaves it where there is none', () => {
	const { layers } = smallNetwork('tiny_convnext');
	const at = (depth: number, place: DepthPlace) => milestoneAt(layers, depth, place)?.path;
	expect(at(1, 'mixing')).toBe('stages.3.blocks.0.conv_dw');
	expect(at(1, 'norm')).toBe('stages.3.blocks.0.norm');
	expect(at(1, 'activation')).toBe('stages.3.blocks.0.mlp.act');
	expect(at(0, 'activation')).toBe(at(0, 'end'));
});
