import { env } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { customDesign } from '../../src/lib/arch/families/custom/custom-design.ts';
import { distance, logitsOf } from '../browser/networks.ts';
import { networkOfDesign } from '../networks.ts';
import { smallDesigns } from '../small-networks.ts';
import { smallLogits } from './small-logits.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

/** Every sixth, and so some of every family. */
const some = Object.entries(smallDesigns).filter(([name], i) => i % 6 === 0 && smallLogits[name]);

it.each(some)('%s gives PyTorch’s outputs with its blocks as lines', async (name, design) => {
	const own = customDesign(design);
	if (!own) throw new Error('it has no lines');
	const expected = smallLogits[name]?.logits ?? [];
	const outputs = await logitsOf(networkOfDesign(own), 'cpu');
	expect(expected).not.toHaveLength(0);
	expect(distance(outputs.slice(0, expected.length), expected)).toBeLessThan(1e-5);
});
