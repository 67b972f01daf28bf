import { expect, it } from 'vitest';
import { examine, presetDesign, type Network } from '../../../../src/lib/arch/design.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { smallNetwork } from '../../../small-networks.ts';
import { chain, residual, type Chain, type Op } from '../../../../src/lib/arch/net.ts';
import {
	receptiveFieldsOf,
	seenBy
} from '../../../../src/lib/count/receptive-field/receptive-field.ts';

const conv = (kernel: number, stride = 1, padding = (kernel - 1) >> 1): Op => ({
	kind: 'conv',
	out: 1,
	kernel,
	stride,
	padding,
	groups: 1,
	bias: false
});
const pool = (kernel: number, stride: number, padding = 0): Op => ({
	kind: 'maxPool',
	kernel,
	stride,
	padding
});

const square = (side: number) => [side, side];

const sequence = (...ops: Op[]): Chain => chain(ops.map((op, i) => [String(i), op]));

const fieldsOf = (net: Chain, size: number) =>
	receptiveFieldsOf(net, layersOf(net, [size, size, 1]));

/** A bottleneck with the stride on its 3 × 3, and its shortcut as TF-Slim has it. */
const bottleneck = (stride: number): Chain =>
	chain([
		['', residual(sequence(conv(1), conv(3, stride), conv(1)), { name: 's', net: conv(1, stride) })]
	]);

/** TF-Slim's ResNet v1: a stage's last unit has the stride, and the last stage has none. */
function slimResNet(...depths: number[]): Chain {
	const units = depths.flatMap((depth, stage) =>
		Array.from({ length: depth }, (_, i) => bottleneck(stage < 3 && i === depth - 1 ? 2 : 1))
	);
	return chain([
		['stem', sequence(conv(7, 2), pool(3, 2, 1))],
		...units.map((unit, i) => [`unit${i}`, unit] as const)
	]);
}

const vgg16 = sequence(
	...[2, 2, 3, 3, 3].flatMap((convs) => [
		...Array.from({ length: convs }, () => conv(3)),
		pool(2, 2)
	])
);
const alexNet = sequence(
	conv(11, 4, 0),
	pool(3, 2),
	conv(5),
	pool(3, 2),
	conv(3),
	conv(3),
	conv(3),
	pool(3, 2)
);

// Araujo, Norris, Sim: Computing Receptive Fields of Convolutional Neural Networks (Distill, 2019),
// the table of modern networks: receptive field and effective stride.
it.each([
	['AlexNet', alexNet, 195, 32],
	['VGG-16', vgg16, 212, 32],
	['ResNet-50 v1', slimResNet(3, 4, 6, 3), 483, 32],
	['ResNet-101 v1', slimResNet(3, 4, 23, 3), 1027, 32],
	['ResNet-152 v1', slimResNet(3, 8, 36, 3), 1507, 32]
])('finds Distill’s numbers for %s', (_name, net, size, jump) => {
	const last = fieldsOf(net, 320).at(-1);
	expect([last?.size, last?.jump]).toEqual([
		[size, size],
		[jump, jump]
	]);
});

function networkOf(preset: string, changes = {}): Network {
	const design = presetDesign(preset);
	const examined = design && examine({ ...design, config: { ...design.config, ...changes } });
	if (!examined?.ok) throw new Error('the design cannot be computed');
	return examined.network;
}

function fields(preset: string, changes = {}) {
	const { net, layers } = networkOf(preset, changes);
	const all = receptiveFieldsOf(net, layers);
	return (path: string) => {
		const field = all.find(({ layer }) => layer.path === path);
		if (!field) throw new Error(`there is no ${path}`);
		return field;
	};
}

it('finds ResNet-50’s stages by hand: the stride sits in a stage’s first block', () => {
	const at = fields('resnet50');
	// 7, + 2 · 2 for the pool; then 2 (k - 1) jump for each 3 × 3: 3 · 8; 8 + 3 · 16; 16 + 5 · 32; 32 + 2 · 64.
	const sizes = [
		'conv1',
		'maxpool',
		'layer1.2.add',
		'layer2.3.add',
		'layer3.5.add',
		'layer4.2.add'
	];
	expect(sizes.map((path) => at(path).size)).toEqual([7, 11, 35, 91, 267, 427].map(square));
});

it('finds ConvNeXt-T’s stages by hand: patches of 4, 7 × 7 kernels and 2 × 2 between stages', () => {
	const at = fields('convnext_tiny');
	// 4; + 3 · 6 · 4; + 4 and 3 · 6 · 8; + 8 and 9 · 6 · 16; + 16 and 3 · 6 · 32.
	const sizes = [
		'stem.0',
		'stages.0.blocks.2.add',
		'stages.1.blocks.2.add',
		'stages.2.blocks.8.add',
		'stages.3.blocks.2.add'
	];
	expect(sizes.map((path) => at(path).size)).toEqual([4, 76, 224, 1096, 1688].map(square));
	expect(at('head.global_pool').everything).toBe(true);
});

it('sees everything after GRN, whose norm runs over the whole map', () => {
	const at = fields('convnextv2_atto');
	expect(at('stages.0.blocks.0.mlp.fc1').everything).toBe(false);
	expect(at('stages.0.blocks.0.add').everything).toBe(true);
});

it('places a unit’s patch on the image and cuts it off at the edges', () => {
	const at = fields('convnext_tiny');
	const input = [224, 224, 3];
	expect(seenBy(at('stem.0'), input, [0, 3])).toEqual({ top: 0, left: 12, bottom: 4, right: 16 });
	// Row 20 of the first block's 7 × 7: rows 17 to 23 of patches.
	const patch = seenBy(at('stages.0.blocks.0.conv_dw'), input, [20, 0]);
	expect(patch).toEqual({ top: 68, left: 0, bottom: 96, right: 16 });
});

it('keeps to the window in Swin, and crosses it where the window is shifted', () => {
	const at = fields('swin_tiny_patch4_window7_224');
	const input = [224, 224, 3];
	// Windows of 7 patches of 4 px.
	const straight = at('layers.0.blocks.0.add1');
	expect(straight.size).toEqual([28, 28]);
	expect(seenBy(straight, input, [8, 0])).toEqual({ top: 28, left: 0, bottom: 56, right: 28 });
	// Shifted by 3, position 8 lies in the window of positions 3 to 9, which lie in two straight ones.
	const shifted = at('layers.0.blocks.1.add1');
	expect(shifted.size).toEqual([56, 56]);
	expect(seenBy(shifted, input, [8, 8])).toEqual({ top: 0, left: 0, bottom: 56, right: 56 });
	// What the shift brought around the edge does not see the other edge.
	expect(seenBy(shifted, input, [0, 0])).toEqual({ top: 0, left: 0, bottom: 28, right: 28 });
});

it('sees a patch with each of ViT’s tokens, nothing with the class token, and all after attention', () => {
	const at = fields('vit_tiny_patch16_224');
	const input = [224, 224, 3];
	expect(at('pos_embed').size).toEqual([16, 16]);
	expect(seenBy(at('pos_embed'), input, [0])).toBe(null);
	expect(seenBy(at('pos_embed'), input, [16])).toEqual({
		top: 16,
		left: 16,
		bottom: 32,
		right: 32
	});
	expect(seenBy(at('blocks.0.attn'), input, [0])).toEqual({
		top: 0,
		left: 0,
		bottom: 224,
		right: 224
	});
});

it('gives every layer as many positions as its map has', () => {
	for (const [preset, input] of [
		['swin_tiny_patch4_window7_224', 72],
		['swin_tiny_patch4_window7_224', 200],
		['resnet50', 225],
		['convnext_tiny', 100]
	] as const) {
		const { net, layers } = networkOf(preset, { input });
		for (const { layer, rows, everything } of receptiveFieldsOf(net, layers))
			if (layer.out.length === 3 && !everything) expect(rows.low.length).toBe(layer.out[0]);
	}
});

it('keeps to windows and shifts of each axis where they differ', () => {
	// 5 × 14 patches: windows of 5 × 7, shifted by 3 along the rows alone.
	const { net, input, layers } = smallNetwork('tiny_swin@20x56');
	const all = receptiveFieldsOf(net, layers);
	const at = (path: string) => all.find(({ layer }) => layer.path === path);
	expect(at('layers.0.blocks.0.add1')?.size).toEqual([20, 28]);
	const shifted = at('layers.0.blocks.1.add1');
	expect(shifted?.size).toEqual([20, 56]);
	expect(shifted && seenBy(shifted, input, [0, 0])).toEqual({
		top: 0,
		left: 0,
		bottom: 20,
		right: 28
	});
	for (const { layer, rows, columns } of all)
		if (layer.out.length === 3)
			expect([rows.low.length, columns.low.length]).toEqual(layer.out.slice(0, 2));
});

const sameConv: Op = {
	kind: 'conv',
	out: 1,
	kernel: 3,
	stride: 2,
	padding: 'same',
	groups: 1,
	bias: false
};

it('sees along each axis what kernels of two sides, with gaps, reach', () => {
	const band: Op = {
		kind: 'conv',
		out: 1,
		kernel: [1, 5],
		stride: 1,
		padding: [0, 4],
		dilation: 2,
		groups: 1,
		bias: false
	};
	const [first, second] = fieldsOf(sequence(conv(2, 2), band), 16);
	expect([first?.size, second?.size]).toEqual([
		[2, 2],
		// 2 + (5 − 1) · 2 · 2 along the rows' positions.
		[2, 18]
	]);
	expect(second && seenBy(second, [16, 16, 1], [0, 0])).toEqual({
		top: 0,
		left: 0,
		bottom: 2,
		right: 10
	});
});

it('sees what a branch with another kernel along each axis sees, beside one that is square', () => {
	const band: Op = {
		kind: 'conv',
		out: 1,
		kernel: [1, 5],
		stride: 1,
		padding: [0, 2],
		groups: 1,
		bias: false
	};
	const sum = fieldsOf(chain([['', residual(sequence(band), null)]]), 16).at(-1);
	expect(sum?.size).toEqual([1, 5]);
});

it('puts TensorFlow’s padding where the map’s size says: none before an even one', () => {
	const at = (size: number) => {
		const [field] = fieldsOf(sequence(sameConv), size);
		return field && seenBy(field, [size, size, 1], [0, 0]);
	};
	expect(at(8)).toEqual({ top: 0, left: 0, bottom: 3, right: 3 });
	expect(at(7)).toEqual({ top: 0, left: 0, bottom: 2, right: 2 });
});
