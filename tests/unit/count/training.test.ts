import { expect, it } from 'vitest';
import { backwardMacs, trainingCost } from '../../../src/lib/count/training.ts';
import { sumLayers } from '../../../src/lib/count/totals.ts';
import { networkOf } from '../../networks.ts';
import golden from '../../golden/flop_counter.json' with { type: 'json' };

// FlopCounterMode is right for layers without groups; the image's own gradient it does not compute.
const dense = [
	'resnet18',
	'resnet50',
	'swin_tiny_patch4_window7_224',
	'vit_tiny_patch16_224'
] as const;

it.each(dense)('counts PyTorch’s backward pass of %s, and the image’s gradient on top', (name) => {
	const { layers } = networkOf(name);
	const first = layers[0]?.macs ?? 0;
	expect(2 * (backwardMacs(layers) - first)).toBe(golden.backward[name].backward);
});

it('is right for depthwise layers, where FlopCounterMode ignores groups', () => {
	const { layers } = networkOf('convnext_tiny');
	expect(backwardMacs(layers)).toBe(2 * 4_455_531_264);
	const { forward, backward } = golden.backward.convnext_tiny;
	expect(backward / forward).toBeCloseTo(7.7, 1);
	// The gradient of a depthwise layer's weights reads as a dense one's, C times as many products.
	const [stem, ...rest] = layers;
	const read = rest.reduce(
		(sum, { macs, op }) => sum + macs * (1 + (op.kind === 'conv' ? op.groups : 1)),
		stem?.macs ?? 0
	);
	expect(2 * read).toBe(backward);
});

it('keeps one number for each parameter with SGD and two with AdamW', () => {
	const { layers } = networkOf('resnet50');
	const { params, macs } = sumLayers(layers);
	expect(trainingCost(layers, { batch: 32, optimizer: 'SGD' })).toEqual({
		forwardMacs: 32 * macs,
		backwardMacs: 64 * macs,
		gradientBytes: 4 * params,
		optimizerBytes: 4 * params
	});
	expect(trainingCost(layers, { batch: 1, optimizer: 'AdamW' }).optimizerBytes).toBe(8 * params);
});
