import { expect, test } from 'vitest';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { probeBackends, runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { network } from './networks.ts';

const software = (await probeBackends()).some(
	({ name, adapter }) => name === 'webgl' && adapter?.software
);

/** It would go on with the rest of the pass after its worker has ended, and keep the next tab waiting. */
test.runIf(software)('WebGL played by software is stopped in the middle of a pass', async () => {
	const { net, input } = network('convnext_atto');
	const session = await runtimes.webgl.open();
	try {
		const request = { net, input, batch: 1, kernels: 'ours', weights: sourceOf() } as const;
		const pass = (await session.compile(request)).feed(deterministicImage(input));
		const stop = () => Promise.reject(new Error('stopped'));
		await expect(pass.run(stop)).rejects.toThrow('stopped');
	} finally {
		session.close();
	}
});
