import { env, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chain } from '../../src/lib/arch/net.ts';
import { inferOp, layersOf } from '../../src/lib/arch/infer.ts';
import { slidingOf } from '../../src/lib/arch/ops/windowed.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { receptiveFieldsOf } from '../../src/lib/count/receptive-field/receptive-field.ts';
import { distance, on, outputsOf } from '../browser/networks.ts';
import { geometry, titleOf } from './geometry.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

describe.each(geometry.map((layer) => [titleOf(layer), layer] as const))('%s', (_title, layer) => {
	const { op, input, shape, outputs } = layer;

	it('has PyTorch’s output shape, which its receptive field has too', () => {
		expect(inferOp(op, input).out).toEqual(shape);
		const net = chain([['layer', op]]);
		const [field] = receptiveFieldsOf(net, layersOf(net, input));
		expect([field?.rows.low.length, field?.columns.low.length]).toEqual(shape.slice(0, 2));
		expect(field?.jump).toEqual([slidingOf(op)?.stride, slidingOf(op)?.stride]);
	});

	it('gives PyTorch’s outputs on the CPU backend', async () => {
		const values = await on('cpu', async () => {
			const x = tensor(deterministicImage(input), [1, ...input]);
			const y = await outputsOf(op, x, 'cpu');
			x.dispose();
			return y;
		});
		expect(distance(values, outputs)).toBeLessThan(1e-5);
	});
});
