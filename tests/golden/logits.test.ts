import { env } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { distance, logitsOf, smallNetworks } from '../browser/networks.ts';
import { smallLogits } from './small-logits.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

it.each(Object.entries(smallNetworks))(
	'%s gives PyTorch’s outputs on the CPU backend, which needs no browser',
	async (name, network) => {
		const expected = smallLogits[name]?.logits ?? [];
		const outputs = await logitsOf(network, 'cpu');
		expect(expected).not.toHaveLength(0);
		expect(distance(outputs.slice(0, expected.length), expected)).toBeLessThan(1e-5);
	}
);
