import { expect, test } from 'vitest';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { chain, type Op } from '../../../../src/lib/arch/net.ts';
import { affineOf, foldedParams, foldInto } from '../../../../src/lib/runtimes/plan/fold.ts';

const linear = (bias: boolean): Op => ({ kind: 'linear', out: 2, bias });
const layers = (bias: boolean) =>
	layersOf(
		chain([
			['fc', linear(bias)],
			['bn', { kind: 'batchNorm', eps: 0 }],
			['gamma', { kind: 'layerScale' }]
		]),
		[3]
	);

const floats = (...values: number[]) => new Float32Array(values);

test('a batch norm and a scale fold into the weights before them', () => {
	const [, norm, scale] = layers(true);
	if (!norm || !scale) throw new Error('a layer is missing');
	const affines = [
		affineOf(norm, [floats(2, 3), floats(10, 20), floats(1, -1), floats(4, 9)]),
		affineOf(scale, [floats(0.5, 2)])
	];
	const { weight, bias } = foldInto(floats(1, 2, 3, 4, 5, 6), floats(7, 8), affines);
	// Factors 2 / √4 × 0.5 and 3 / √9 × 2.
	expect([...weight]).toEqual([0.5, 1, 1.5, 8, 10, 12]);
	expect([...(bias ?? [])]).toEqual([((7 - 1) * 1 + 10) * 0.5, ((8 + 1) * 1 + 20) * 2]);
});

test('without anything to fold the weights are the very same', () => {
	const weight = floats(1, 2);
	expect(foldInto(weight, undefined, [])).toEqual({ weight, bias: undefined });
	expect(foldInto(weight, undefined, []).weight).toBe(weight);
});

test('parameters that are folded away are counted, less the bias they bring', () => {
	for (const bias of [true, false]) {
		const [main, ...folded] = layers(bias);
		if (!main) throw new Error('a layer is missing');
		const onDevice = 6 + 2;
		const counted = [main, ...folded].reduce((sum, { params }) => sum + params, 0);
		expect(onDevice + foldedParams(main, folded)).toBe(counted);
		expect(foldedParams(main, [])).toBe(0);
	}
});
