import fc from 'fast-check';
import { expect, it } from 'vitest';
import { examine } from '../../../src/lib/arch/design.ts';
import { sharesByKind, sharesBySection } from '../../../src/lib/count/breakdown.ts';
import { peakActivationElements } from '../../../src/lib/count/memory.ts';
import { sumLayers, totalsOf } from '../../../src/lib/count/totals.ts';
import { elements } from '../../../src/lib/arch/ops.ts';
import {
	presetDesign,
	withValue,
	type Design,
	type Network
} from '../../../src/lib/arch/design.ts';
import { validDesign } from '../../designs.ts';
import { runs } from '../../runs.ts';

function networkOf(design: Design | null): Network {
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error('the design cannot be computed');
	return examined.network;
}

const random = validDesign({ depths: 12 });

it('counts the same from the tree as from its layers, for any design', () => {
	fc.assert(
		fc.property(random, (design) => {
			const { net, input, layers } = networkOf(design);
			expect(totalsOf(net, input)).toEqual(sumLayers(layers));
		}),
		{ numRuns: runs(300) }
	);
});

it('loses nothing in a breakdown', () => {
	fc.assert(
		fc.property(random, (design) => {
			const { layers } = networkOf(design);
			for (const shares of [sharesBySection(layers), sharesByKind(layers)]) {
				const sum = (key: 'params' | 'macs' | 'activations') =>
					shares.reduce((total, share) => total + share[key], 0);
				expect({
					params: sum('params'),
					macs: sum('macs'),
					activations: sum('activations')
				}).toEqual(sumLayers(layers));
			}
		}),
		{ numRuns: runs(100) }
	);
});

it('gives every layer a path of its own', () => {
	fc.assert(
		fc.property(random, (design) => {
			const { layers } = networkOf(design);
			expect(new Set(layers.map(({ path }) => path)).size).toBe(layers.length);
		}),
		{ numRuns: runs(100) }
	);
});

it('hands each layer what a layer before it gave', () => {
	fc.assert(
		fc.property(random, (design) => {
			const { layers, input } = networkOf(design);
			const seen = new Set([input.join()]);
			for (const layer of layers) {
				expect(seen).toContain(layer.in.join());
				seen.add(layer.out.join());
			}
		}),
		{ numRuns: runs(50) }
	);
});

it('finds a peak between the largest layer’s two tensors and the sum of all', () => {
	fc.assert(
		fc.property(random, (design) => {
			const { net, input, layers } = networkOf(design);
			const peak = peakActivationElements(net, input);
			const pairs = layers.map((layer) => elements(layer.in) + elements(layer.out));
			const all = layers.reduce((sum, { out }) => sum + elements(out), elements(input));
			expect(peak).toBeGreaterThanOrEqual(Math.max(...pairs));
			expect(peak).toBeLessThanOrEqual(all);
		}),
		{ numRuns: runs(200) }
	);
});

it('finds ConvNeXt-T’s peak by hand: GELU in stage 1, with the block’s input kept', () => {
	const { net, input } = networkOf(presetDesign('convnext_tiny'));
	// 56 × 56 maps: the block's input (96 channels), GELU's input and output (384 each).
	expect(peakActivationElements(net, input)).toBe(56 * 56 * (96 + 384 + 384));
});

it('counts every parameter regardless of the input’s size', () => {
	const tiny = presetDesign('convnext_tiny');
	const params = [64, 224, 384].map(
		(size) => sumLayers(networkOf(tiny && withValue(tiny, 'input', size)).layers).params
	);
	expect(new Set(params).size).toBe(1);
});
