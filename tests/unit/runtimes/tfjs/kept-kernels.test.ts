import { env } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withValue, type Network } from '../../../../src/lib/arch/design.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import type { CompileRequest, Session } from '../../../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';
import type { Drawn } from '../../../random-networks.ts';
import { randomNetworks } from '../../../random-families.ts';
import { networkOfDesign } from '../../../networks.ts';
import { runs } from '../../../runs.ts';
import { smallDesigns } from '../../../small-networks.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

async function within<T>(work: (session: Session) => Promise<T>): Promise<T> {
	const session = await runtimes.cpu.open();
	try {
		return await work(session);
	} finally {
		session.close();
	}
}

/** Builds a network, runs it and frees it: what it gave, and what it took over. */
async function outputOf(
	session: Session,
	{ net, input }: Network,
	changes: Partial<CompileRequest> = { keepAs: 'names' }
) {
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights: sourceOf() },
		...changes
	});
	const pass = network.feed(deterministicImage(input));
	const output = await pass.run();
	pass.free();
	network.free();
	return { output, taken: network.taken };
}

/** A ConvNeXt of four stages with a block each, but for one. */
function convnextOf(blocksOfThird: number): Network {
	const design = smallDesigns['tiny_convnext'];
	if (!design) throw new Error('there is no such design');
	return networkOfDesign(withValue(design, 'depths', [1, 1, blocksOfThird, 1]));
}

test('a network takes over the kernels of the one before it that an edit left alone, and gives what it would give from nothing', async () => {
	const [before, after] = [convnextOf(2), convnextOf(3)];
	const fresh = await within((session) => outputOf(session, after));
	expect(fresh.taken).toEqual({ kernels: 0, of: after.layers.length });
	await within(async (session) => {
		await outputOf(session, before);
		const { output, taken } = await outputOf(session, after);
		expect(taken).toEqual({ kernels: before.layers.length, of: after.layers.length });
		expect(output).toEqual(fresh.output);
	});
});

test('only another picture or batch leaves every kernel as it is', async () => {
	const network = convnextOf(1);
	await within(async (session) => {
		await outputOf(session, network);
		const { taken } = await outputOf(session, network, { keepAs: 'names', batch: 3 });
		expect(taken).toEqual({ kernels: network.layers.length, of: network.layers.length });
	});
});

test('weights of another file, and a network that keeps nothing, take nothing over and leave nothing behind', async () => {
	const network = convnextOf(1);
	await within(async (session) => {
		const { tensors } = session.memory() ?? { tensors: NaN };
		await outputOf(session, network);
		expect((await outputOf(session, network, { keepAs: 'a file' })).taken?.kernels).toBe(0);
		const kept = session.memory();
		expect(kept?.tensors).toBe(tensors + (kept?.kept ?? NaN));
		await outputOf(session, network, {});
		expect(session.memory()).toMatchObject({ tensors, kept: 0 });
		expect((await outputOf(session, network)).taken?.kernels).toBe(0);
	});
});

test('random networks one after the other give what each gives from nothing, with no more on the device than the last', async () => {
	const some = (any: fc.Arbitrary<Drawn>) => fc.array(any, { minLength: 2, maxLength: 3 });
	const any = fc.oneof(...randomNetworks.map(([, networks]) => some(networks)));
	await fc.assert(
		fc.asyncProperty(any, async (drawn) => {
			const networks = drawn.flatMap(({ network }) => network ?? []);
			const fresh: Float32Array[] = [];
			for (const network of networks)
				fresh.push((await within((session) => outputOf(session, network))).output);
			await within(async (session) => {
				const { tensors } = session.memory() ?? { tensors: NaN };
				for (const [at, network] of networks.entries()) {
					expect((await outputOf(session, network)).output).toEqual(fresh[at]);
					const memory = session.memory();
					expect(memory?.tensors).toBe(tensors + (memory?.kept ?? NaN));
				}
			});
		}),
		{ numRuns: runs(15) }
	);
});
