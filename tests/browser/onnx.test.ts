import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Design, Network } from '../../src/lib/arch/design.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { exportFile } from '../../src/lib/export/files/client.ts';
import { validDesign } from '../designs.ts';
import { networkOfDesign } from '../networks.ts';
import { customs } from '../random-networks.ts';
import { golden, goldenNetwork } from './checkpoints.ts';
import { distance, logitsOf, network } from './networks.ts';
import { onnxFile, runOnnx } from './onnx-runtime.ts';
import { thorough } from './thorough.ts';

/** Runs a network and its ONNX file. */
async function expectSame(network: Network): Promise<void> {
	const live = await logitsOf(network, 'wasm');
	// One channel has no variance for a simple norm to divide by, and squares of squares overflow, which
	// WebAssembly's maximum with 0 hides.
	const plain = await logitsOf(network, 'cpu');
	fc.pre([...live, ...plain].every(Number.isFinite));
	const logits = await runOnnx(await onnxFile(network), network.input);
	// Without norms values grow, and with them what rounding leaves.
	const scale = Math.max(1, ...live.map(Math.abs));
	expect(distance(logits, live) / scale).toBeLessThan(1e-4);
}

/** Plain loops take a minute for one of the few designs that are larger. */
const MOST_MACS = thorough ? Infinity : 2e8;
const isSmall = (design: Design): boolean =>
	sumLayers(networkOfDesign(design).layers).macs <= MOST_MACS;

// The small networks’ files are held to PyTorch’s logits by the runtime that runs them
// (`runtime-onnxruntime.test.ts`).
test('any design as an ONNX file gives what the live network gives', async () => {
	const limits = { depths: 2, depth: 2, widths: 24, width: 24, kernels: 7, input: 64, classes: 20 };
	const designs = validDesign({ ...limits, expansions: 4, window: 8 }).filter(isSmall);
	await fc.assert(
		fc.asyncProperty(designs, (design) => expectSame(networkOfDesign(design))),
		{ numRuns: thorough ? 24 : 6 }
	);
});

test('so does any network of random lines', async () => {
	await fc.assert(
		fc.asyncProperty(customs, async ({ network }) => {
			if (network) await expectSame(network);
		}),
		{ numRuns: thorough ? 24 : 6, seed: 20220110 }
	);
});

for (const name of ['timm_convnextv2_f16', 'timm_resnext_bf16', 'microsoft_swin_f32'] as const)
	test(`an ONNX file with the weights of ${name} gives PyTorch’s logits`, async () => {
		const { network, weights } = await goldenNetwork(name);
		const logits = await runOnnx(await onnxFile(network, weights), network.input);
		expect(distance(logits, golden[name].logits)).toBeLessThan(1e-4);
	});

test('writing stops when it is called off, and tells how far it was', async () => {
	const { net, input } = network('convnext_tiny');
	const ending = new AbortController();
	const shares: number[] = [];
	const writing = exportFile(
		{ format: 'onnx', net, input, title: 'test', address: '#test' },
		{
			signal: ending.signal,
			onprogress(share) {
				shares.push(share);
				ending.abort();
			}
		}
	);
	await expect(writing).rejects.toThrow('abort');
	expect(shares.at(0)).toBe(0);
	expect(shares.at(-1)).toBeLessThan(1);
});

test('a network too large for one ONNX file is refused before a weight is made', async () => {
	const { net, input } = network('convnext_xlarge', { widths: [512, 1024, 2048, 4096] });
	const writing = exportFile({ format: 'onnx', net, input, title: 'test', address: '#test' });
	await expect(writing).rejects.toThrow('at most 2 GiB');
});
