import { env } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { distance, logitsOf, smallNetworks } from '../browser/networks.ts';
import { thorough } from '../browser/thorough.ts';
import { withEveryCall } from '../every-call.ts';
import { smallLogits } from './small-logits.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

/** WebAssembly gives the logits of all of them (`runtime-tfjs.test.ts`); plain loops take far longer. */
const some = thorough ? Object.keys(smallNetworks) : withEveryCall(smallNetworks, 'cpu');

it.each(some)(
	'%s gives PyTorch’s outputs on the CPU backend, which needs no browser',
	async (name) => {
		const network = smallNetworks[name];
		const expected = smallLogits[name]?.logits ?? [];
		if (!network) throw new Error(`there is no ${name}`);
		const outputs = await logitsOf(network, 'cpu');
		expect(expected).not.toHaveLength(0);
		expect(distance(outputs.slice(0, expected.length), expected)).toBeLessThan(1e-5);
	}
);
