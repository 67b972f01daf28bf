import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elements } from '../../../src/lib/arch/ops.ts';
import { livenessOf } from '../../../src/lib/count/liveness.ts';
import { peakActivationElements, PRECISIONS, weightBytes } from '../../../src/lib/count/memory.ts';
import { trafficOf } from '../../../src/lib/count/traffic.ts';
import { validDesign } from '../../designs.ts';
import { networkOf, networkOfDesign } from '../../networks.ts';
import { presetsByStructure } from '../../presets.ts';
import { runs } from '../../runs.ts';

const random = validDesign({ depths: 6, depth: 6 }).map(networkOfDesign);

function peakOf(preset: string) {
	const { net, layers } = networkOf(preset);
	const { peak, at, moments } = livenessOf(net, layers);
	return [peak, moments[at]?.layer.path];
}

it('finds by hand where the most is alive', () => {
	// GELU in stage 1, 56 × 56: the block's input (96 channels), GELU's input and output (384 each).
	expect(peakOf('convnext_tiny')).toEqual([56 * 56 * (96 + 2 * 384), 'stages.0.blocks.0.mlp.act']);
	// The projection's norm in stage 1: the body's output waits (256 channels) beside its input and output.
	expect(peakOf('resnet50')).toEqual([56 * 56 * 3 * 256, 'layer1.0.downsample.1']);
	// 196 patches and the class token: the block's input (384), GELU's input and output (1536 each).
	expect(peakOf('vit_small_patch16_224')).toEqual([197 * (384 + 2 * 1536), 'blocks.0.mlp.act']);
});

it('has one moment for each layer, with at least its own tensors alive and at most all', () => {
	fc.assert(
		fc.property(random, ({ net, layers, input }) => {
			const { moments, peak, at } = livenessOf(net, layers);
			expect(moments.map(({ layer }) => layer)).toEqual(layers);
			const all = layers.reduce((sum, { out }) => sum + elements(out), elements(input));
			for (const { layer, live } of moments) {
				expect(live).toBeGreaterThanOrEqual(elements(layer.in) + elements(layer.out));
				expect(live).toBeLessThanOrEqual(all);
			}
			expect(moments[at]?.live).toBe(peak);
			expect(Math.max(...moments.map(({ live }) => live))).toBe(peak);
		}),
		{ numRuns: runs(150) }
	);
});

it.each([
	['resnet50', 2048],
	['convnext_tiny', 768],
	['swin_tiny_patch4_window7_224', 768]
])('ends %s with the classifier’s input and output alone', (preset, width) => {
	const { net, layers } = networkOf(preset);
	expect(livenessOf(net, layers).moments.at(-1)?.live).toBe(width + 1000);
});

it('halves and quarters the weights with the precision', () => {
	const { layers } = networkOf('convnext_tiny');
	expect(PRECISIONS.map((precision) => weightBytes(layers, precision))).toEqual(
		[4, 2, 1].map((bytes) => bytes * 28_589_128)
	);
});

it('moves a layer’s input, weights and output once', () => {
	const { layers } = networkOf('convnext_tiny');
	const layer = layers.find(({ path }) => path === 'stages.0.blocks.0.mlp.fc1');
	if (!layer) throw new Error('there is no such layer');
	const { bytes, operations, intensity } = trafficOf(layer, { batch: 8, precision: 'fp16' });
	const positions = 56 * 56;
	expect(bytes).toBe(2 * (8 * positions * (96 + 384) + 96 * 384 + 384));
	expect(operations).toBe(8 * (2 * positions * 96 * 384 + positions * 384));
	expect(intensity).toBe(operations / bytes);
});

it('finds the same peak from the tree as from the list of layers', () => {
	fc.assert(
		fc.property(random, ({ net, layers, input }) => {
			expect(peakActivationElements(net, input)).toBe(livenessOf(net, layers).peak);
		}),
		{ numRuns: runs(300) }
	);
	for (const name of presetsByStructure) {
		const { net, layers, input } = networkOf(name);
		expect(peakActivationElements(net, input)).toBe(livenessOf(net, layers).peak);
	}
});
