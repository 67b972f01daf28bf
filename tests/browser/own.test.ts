import { tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Network } from '../../src/lib/arch/design.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { inBrowser } from './backends-here.ts';
import { distance, on, outputsOf } from './networks.ts';
import { randomFamilies } from '../random-families.ts';
import { customs, type Drawn } from '../random-networks.ts';
import { thorough } from './thorough.ts';

const BATCH = 2;

/** Outputs for a batch of an image and its negative. */
async function outputs({ net, input }: Network, backend: BackendName, kernels: Kernels) {
	const [height = 0, width = 0, channels = 0] = input;
	const image = deterministicImage(input);
	const x = tensor4d([...image, ...image.map((value) => -value)], [BATCH, height, width, channels]);
	const values = await outputsOf(net, x, backend, kernels);
	x.dispose();
	return values;
}

const size = (values: ArrayLike<number>): number =>
	Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** Random networks on two sets of kernels, one backend after the other. */
async function agree(
	any: fc.Arbitrary<Drawn>,
	[backend, kernels]: readonly [BackendName, Kernels],
	numRuns: number
): Promise<void> {
	const sample = fc
		.sample(any, { numRuns: 4 * numRuns, seed: 20220110 })
		.flatMap(({ config, network }) => (network ? [{ config, network }] : []));
	const expected = await on('cpu', async () => {
		const all: { config: Drawn['config']; network: Network; stock: Float32Array }[] = [];
		for (const drawn of sample) {
			if (all.length === numRuns) break;
			const stock = await outputs(drawn.network, 'cpu', 'stock');
			// Squares of squares outgrow their numbers, and then there is nothing to compare.
			if (stock.every(Number.isFinite)) all.push({ ...drawn, stock });
		}
		return all;
	});
	expect(expected).toHaveLength(numRuns);
	await on(backend, async () => {
		for (const { config, network, stock } of expected) {
			const live = await outputs(network, backend, kernels);
			// Without norms, values can grow large.
			const limit = 1e-4 * Math.max(1, size(stock));
			expect(distance(live, stock), JSON.stringify({ config, input: network.input })).toBeLessThan(
				limit
			);
		}
	});
}

/** Has devices say that they are hardware, so that the kernels for hardware are chosen. */
async function asHardware(compute: () => Promise<void>): Promise<void> {
	const { prototype } = GPUAdapter;
	const names = { vendor: 'some', architecture: 'hardware', device: '', description: '' };
	const original = prototype.requestDevice;
	prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
		const device = await original.call(this, descriptor);
		return Object.defineProperty(device, 'adapterInfo', { value: names });
	};
	try {
		await compute();
	} finally {
		prototype.requestDevice = original;
	}
}

/** Each new one is dozens of shaders, which a processor compiles for seconds. */
const DESIGNS = thorough ? 12 : 2;
const SOME = DESIGNS / 2;
const MANY = 2 * DESIGNS;

for (const [what, any] of randomFamilies) {
	test(`random ${what} give on our kernels what stock tfjs gives on the CPU`, async () => {
		await agree(any, ['webgpu', 'ours'], DESIGNS);
	});

	test(`random ${what} give on the kernels that hardware gets what stock tfjs gives`, async () => {
		await asHardware(() => agree(any, ['webgpu', 'ours'], SOME));
	});

	test.runIf(inBrowser)(
		`random ${what} give on our kernels for WebAssembly, and on tfjs’s fused ones, what stock tfjs gives`,
		async () => {
			await agree(any, ['wasm', 'ours'], MANY);
			await agree(any, ['cpu', 'ours'], MANY);
		}
	);
}

test('networks of random lines give on our kernels what stock tfjs gives on the CPU', async () => {
	await agree(customs, ['webgpu', 'ours'], SOME);
	if (inBrowser) await agree(customs, ['wasm', 'ours'], DESIGNS);
});
