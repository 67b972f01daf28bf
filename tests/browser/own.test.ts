import { tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine } from '../../src/lib/arch/design.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { distance, on, outputsOf } from './networks.ts';
import { convnetDesigns, swinDesigns, vitDesigns } from './designs.ts';
import type { Design } from '../../src/lib/arch/design.ts';

const BATCH = 2;

/** Outputs for a batch of an image and its negative. */
async function outputs(design: Design, backend: BackendName, kernels: Kernels) {
	const examined = examine(design);
	if (!examined.ok) throw new Error('the design cannot be computed');
	const { net, input } = examined.network;
	const [side = 0] = input;
	const image = deterministicImage([side, side, 3]);
	const x = tensor4d([...image, ...image.map((value) => -value)], [BATCH, side, side, 3]);
	const values = await outputsOf(net, x, backend, kernels);
	x.dispose();
	return values;
}

const size = (values: ArrayLike<number>): number =>
	Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** Random designs on two sets of kernels, one backend after the other. */
async function agree(
	designs: fc.Arbitrary<Design>,
	[backend, kernels]: readonly [BackendName, Kernels],
	numRuns: number
): Promise<void> {
	const sample = fc
		.sample(designs, { numRuns: 4 * numRuns, seed: 20220110 })
		.filter((design) => examine(design).ok)
		.slice(0, numRuns);
	expect(sample).toHaveLength(numRuns);
	const expected = await on('cpu', async () => {
		const all: Float32Array[] = [];
		for (const design of sample) all.push(await outputs(design, 'cpu', 'stock'));
		return all;
	});
	await on(backend, async () => {
		for (const [i, design] of sample.entries()) {
			const [live, stock] = [await outputs(design, backend, kernels), expected[i] ?? []];
			// Without norms, values can grow large.
			const limit = 1e-4 * Math.max(1, size(stock));
			expect(distance(live, stock), JSON.stringify(design.config)).toBeLessThan(limit);
		}
	});
}

/** Has the device say that it is hardware, so that the kernels for hardware are chosen. */
async function asHardware(compute: () => Promise<void>): Promise<void> {
	const { prototype } = GPUDevice;
	const original = Object.getOwnPropertyDescriptor(prototype, 'adapterInfo');
	if (!original) throw new Error('devices do not say what they are');
	const names = { vendor: 'some', architecture: 'hardware', device: '', description: '' };
	Object.defineProperty(prototype, 'adapterInfo', { ...original, get: () => names });
	try {
		await compute();
	} finally {
		Object.defineProperty(prototype, 'adapterInfo', original);
	}
}

const DESIGNS = 18;
const FEW = 15;
const SOME = 8;

for (const [what, designs] of [
	['ConvNets', convnetDesigns],
	['Swins', swinDesigns],
	['ViTs', vitDesigns]
] as const) {
	test(`random ${what} give on our kernels what stock tfjs gives on the CPU`, async () => {
		await agree(designs, ['webgpu', 'ours'], DESIGNS);
	}, 240_000);

	test(`random ${what} give on the kernels that hardware gets what stock tfjs gives`, async () => {
		await asHardware(() => agree(designs, ['webgpu', 'ours'], SOME));
	}, 120_000);

	test(`random ${what} give on tfjs’s fused kernels what stock tfjs gives`, async () => {
		await agree(designs, ['wasm', 'ours'], FEW);
		await agree(designs, ['cpu', 'ours'], FEW);
	}, 120_000);
}
