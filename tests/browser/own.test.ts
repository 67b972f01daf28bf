import { tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../src/lib/arch/design.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { inBrowser } from './backends-here.ts';
import { distance, keptOpen, on, outputsOf } from './networks.ts';
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

/** Each new one is dozens of shaders, which a processor compiles for seconds. */
const DESIGNS = thorough ? 6 : 1;
const MANY = 4 * DESIGNS;

type Case = Readonly<{ config: Drawn['config']; network: Network; stock: Float32Array }>;

const known = new Map<string, readonly Case[]>();

/** Random networks, and what stock tfjs gives for them on the CPU. */
async function casesOf(what: string, any: fc.Arbitrary<Drawn>): Promise<readonly Case[]> {
	const before = known.get(what);
	if (before) return before;
	const sample = fc.sample(any, { numRuns: 4 * MANY, seed: 20220110 });
	const cases = await on('cpu', async () => {
		const all: Case[] = [];
		for (const { config, network } of sample) {
			if (all.length === MANY) break;
			if (network === null) continue;
			const stock = await outputs(network, 'cpu', 'stock');
			// Squares of squares outgrow their numbers, and then there is nothing to compare.
			if (stock.every(Number.isFinite)) all.push({ config, network, stock });
		}
		return all;
	});
	expect(cases).toHaveLength(MANY);
	known.set(what, cases);
	return cases;
}

/** Networks on our kernels of a backend. */
async function agree(
	cases: readonly Case[],
	[backend, kept]: readonly [BackendName, typeof on]
): Promise<void> {
	await kept(backend, async () => {
		for (const { config, network, stock } of cases) {
			const live = await outputs(network, backend, 'ours');
			// Without norms, values can grow large.
			const limit = 1e-4 * Math.max(1, size(stock));
			expect(distance(live, stock), JSON.stringify({ config, input: network.input })).toBeLessThan(
				limit
			);
		}
	});
}

/** Has devices say that they are hardware, so that the kernels for hardware are chosen. */
function asHardware(): void {
	const names = { vendor: 'some', architecture: 'hardware', device: '', description: '' };
	let restore = () => {};
	beforeAll(() => {
		const { prototype } = GPUAdapter;
		const original = prototype.requestDevice;
		prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
			const device = await original.call(this, descriptor);
			return Object.defineProperty(device, 'adapterInfo', { value: names });
		};
		restore = () => (prototype.requestDevice = original);
	});
	afterAll(() => restore());
}

// A device for all families: they share many of their shaders.
describe('on the kernels for this device', () => {
	const kept = keptOpen();

	for (const [what, any] of randomFamilies)
		test(`random ${what} give on our kernels what stock tfjs gives on the CPU`, async () => {
			await agree((await casesOf(what, any)).slice(0, DESIGNS), ['webgpu', kept]);
		});

	test('networks of random lines give on our kernels what stock tfjs gives on the CPU', async () => {
		const cases = await casesOf('lines', customs);
		await agree(cases.slice(0, DESIGNS), ['webgpu', kept]);
		if (inBrowser) await agree(cases.slice(0, 2 * DESIGNS), ['wasm', kept]);
	});
});

describe('on the kernels for hardware', () => {
	asHardware();
	const kept = keptOpen();

	for (const [what, any] of randomFamilies)
		// Others than above: most shaders are the same on both. In these, no kernel is chosen by its time.
		test(`random ${what} give on the kernels that hardware gets what stock tfjs gives`, async () => {
			await agree((await casesOf(what, any)).slice(2 * DESIGNS, 3 * DESIGNS), ['webgpu', kept]);
		});
});

describe.runIf(inBrowser)('on the processor', () => {
	const kept = keptOpen();

	for (const [what, any] of randomFamilies)
		test(`random ${what} give on our kernels for WebAssembly, and on tfjs’s fused ones, what stock tfjs gives`, async () => {
			const cases = await casesOf(what, any);
			await agree(cases, ['wasm', kept]);
			await agree(cases, ['cpu', kept]);
		});
});
