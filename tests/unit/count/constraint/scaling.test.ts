import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Layer } from '../../../../src/lib/arch/infer.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { networkOf } from '../../../networks.ts';

const macsOf = (layers: readonly Layer[], ...kinds: Layer['op']['kind'][]): number =>
	sumLayers(layers.filter(({ op, in: x }) => x.length > 1 && kinds.includes(op.kind))).macs;

it('costs a ConvNeXt four times as much at twice the side, its classifier apart', () => {
	const sizes = fc.integer({ min: 1, max: 8 });
	fc.assert(
		fc.property(sizes, fc.constantFrom(1, 3, 5, 7, 9), (steps, kernel) => {
			const at = (input: number) =>
				networkOf('convnext_tiny', { input, kernels: [kernel, kernel, kernel, kernel] }).layers;
			const [one, two] = [at(32 * steps), at(64 * steps)];
			expect(macsOf(two, 'conv', 'linear')).toBe(4 * macsOf(one, 'conv', 'linear'));
		}),
		{ numRuns: 40 }
	);
});

it('costs a Swin four times as much at twice the side while windows divide its maps', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 3 }), fc.constantFrom(4, 7), (steps, window) => {
			const at = (input: number) =>
				networkOf('swin_tiny_patch4_window7_224', {
					input,
					window: [window, window, window, window]
				}).layers;
			const side = 32 * window * steps;
			const [one, two] = [at(side), at(2 * side)];
			for (const kind of ['conv', 'linear', 'attention'] as const)
				expect(macsOf(two, kind)).toBe(4 * macsOf(one, kind));
		}),
		{ numRuns: 10 }
	);
});

it('costs a ViT’s linear layers four times and its attention sixteen times as much, class token apart', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 16 }), (steps) => {
			const at = (input: number) =>
				networkOf('vit_small_patch16_224', { input, classToken: false, pool: 'average' }).layers;
			const [one, two] = [at(16 * steps), at(32 * steps)];
			expect(macsOf(two, 'conv', 'linear')).toBe(4 * macsOf(one, 'conv', 'linear'));
			expect(macsOf(two, 'attention')).toBe(16 * macsOf(one, 'attention'));
		}),
		{ numRuns: 16 }
	);
});
