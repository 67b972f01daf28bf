import { env } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Network } from '../../../../src/lib/arch/design.ts';
import { elements } from '../../../../src/lib/arch/ops.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import type { Session } from '../../../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';
import { randomNetworks } from '../../../random-families.ts';
import { runs } from '../../../runs.ts';

const DESIGNS = runs(12);
/** Relative; errors of 1e-4 are usual. */
const WITHIN = 0.02;

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

let session: Session;
beforeAll(async () => {
	session = await runtimes.cpu.open();
});
afterAll(() => session.close());

const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
	Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/**
 * By how much the slope of a network's output along its gradient is another than the gradient's length,
 * relative to that: the slope from two passes, a little to either side.
 */
async function error({ net, input, layers }: Network): Promise<number> {
	const weights = sourceOf();
	const outputs = layers.map(({ path }) => path);
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights, outputs }
	});
	const last = layers.at(-1);
	if (!last) throw new Error('a network of nothing has no gradient');
	const image = deterministicImage(input);
	const factors = Float32Array.from({ length: elements(last.out) }, (_, i) => Math.cos(i));
	const pass = network.feed(image);
	const [atInput] = await pass.gradientsOf({ of: last.path, factors, at: [null] });
	pass.free();
	const gradient = atInput?.gradient ?? new Float32Array();
	const length = Math.hypot(...gradient);
	const valueAt = async (distance: number): Promise<number> => {
		const moved = network.feed(image.map((x, i) => x + (distance * (gradient[i] ?? 0)) / length));
		const value = inner(await moved.run(), factors);
		moved.free();
		return value;
	};
	const errorOver = async (step: number): Promise<number> =>
		Math.abs(((await valueAt(step)) - (await valueAt(-step))) / (2 * step * length) - 1);
	// So short that slopes hardly change, so long that float32 tells both ends apart. Where corners of
	// ReLUs lie between the two, or slopes change fast, they come nearer: the error then goes with them.
	let found = 0;
	for (let step = Math.min(0.3, 0.02 / length), tries = 0; length > 1e-3 && tries < 8; tries++) {
		const now = await errorOver(step);
		found = tries === 0 ? now : Math.min(found, now);
		if (found < WITHIN) break;
		step /= 4;
	}
	network.free();
	return found;
}

for (const [what, any] of randomNetworks)
	test(`${DESIGNS} random ${what} rise along their gradients as fast as these say, and leave nothing behind`, async () => {
		const errors: number[] = [];
		await fc.assert(
			fc.asyncProperty(any, async ({ network }) => {
				if (network === null || network.layers.length === 0) return fc.pre(false);
				const before = session.memory()?.tensors;
				errors.push(await error(network));
				expect(session.memory()?.tensors).toBe(before);
			}),
			{ numRuns: DESIGNS, seed: 20161031 }
		);
		expect(Math.max(...errors)).toBeLessThan(WITHIN);
	});
