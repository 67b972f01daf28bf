import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCheckpoint, weightFile } from '../../src/lib/code/checkpoint.ts';
import { exportFile } from '../../src/lib/live/export.ts';
import { validDesign } from '../designs.ts';
import own from '../golden/logits.json';
import supplied from '../golden/reference/logits.json';
import { networkOfDesign } from '../networks.ts';
import { distance, logitsOf, network, smallNetwork, smallNetworks } from './live-networks.ts';
import { onnxFile, runOnnx } from './onnx-runtime.ts';

const reference: Readonly<Record<string, { logits: number[] }>> = { ...supplied, ...own };

for (const name of Object.keys(smallNetworks))
	test(`${name} as an ONNX file gives PyTorch’s logits in onnxruntime-web, for every image of a batch`, async () => {
		const network = smallNetwork(name);
		const file = await onnxFile(network);
		const expected = reference[name]?.logits ?? [];
		const logits = await runOnnx(file, network.input[0] ?? 0, 2);
		expect(distance(logits, [...expected, ...expected])).toBeLessThan(1e-4);
	});

test('any design as an ONNX file gives what the live network gives', async () => {
	const limits = { depths: 2, depth: 2, widths: 24, width: 24, kernels: 7, input: 64, classes: 20 };
	await fc.assert(
		fc.asyncProperty(validDesign({ ...limits, expansions: 4, window: 8 }), async (design) => {
			const network = networkOfDesign(design);
			const live = await logitsOf(network, 'wasm');
			const logits = await runOnnx(await onnxFile(network), network.input[0] ?? 0);
			// Without norms values grow, and with them what rounding leaves.
			const scale = Math.max(1, ...live.map(Math.abs));
			expect(distance(logits, live) / scale).toBeLessThan(1e-4);
		}),
		{ numRuns: 25 }
	);
});

test('a file holds the weights of the checkpoint that is open', async () => {
	const tiny = smallNetwork('tiny_convnext');
	const { net, input } = network('convnext_tiny', {
		input: 64,
		classes: 10,
		depths: [1, 1, 2, 1],
		widths: [8, 16, 32, 64]
	});
	const saved = await exportFile({ format: 'safetensors', net, input });
	// Every value of the file is halved, so that its logits are not those of the names.
	const bytes = await saved.arrayBuffer();
	const start = Number(new DataView(bytes).getBigUint64(0, true)) + 8;
	const values = new Float32Array(bytes, start);
	values.forEach((value, i) => (values[i] = value / 2));
	const opened = await openCheckpoint(new Blob([bytes]), 'halved.safetensors');
	if (!opened.ok) throw new Error(opened.message);
	const weights = weightFile(opened.checkpoint);
	const logits = await runOnnx(await onnxFile(tiny, weights), 64);
	expect(distance(logits, reference.tiny_convnext?.logits ?? [])).toBeGreaterThan(0.1);
	expect(logits.every(Number.isFinite)).toBe(true);
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
