import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { layersOf } from '../../src/lib/arch/infer.ts';
import { chain } from '../../src/lib/arch/net.ts';
import { channelsFirst, deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { geometry, titleOf } from '../golden/geometry.ts';
import { backendsHere, inBrowser } from './backends-here.ts';
import { distance, on, outputsOf } from './networks.ts';
import { loadOrt, onnxFile } from './onnx-runtime.ts';

/** Every backend with our kernels, and WebGPU with the stock ones that it has instead of ours. */
const VARIANTS = [
	...backendsHere.map((backend) => [backend, 'ours'] as const),
	['webgpu', 'stock'] as const
];

test.each(VARIANTS)(
	'kernels, gaps and padding of every form give PyTorch’s outputs on %s with %s kernels',
	async (backend, kernels) => {
		const wrong = await on(backend, async () => {
			const found: string[] = [];
			for (const layer of geometry) {
				const { op, input, outputs } = layer;
				const x = tensor(deterministicImage(input), [1, ...input]);
				const gap = distance(await outputsOf(op, x, backend, kernels), outputs);
				if (!(gap < 1e-5)) found.push(`${titleOf(layer)}: ${gap}`);
				x.dispose();
			}
			return found;
		});
		expect(wrong).toEqual([]);
	}
);

test.runIf(inBrowser)(
	'they give PyTorch’s outputs in ONNX files, which onnxruntime runs',
	async () => {
		const { InferenceSession, Tensor } = await loadOrt();
		const wrong: string[] = [];
		for (const layer of geometry) {
			const { op, input, outputs } = layer;
			// A file hands on what tokens are, or less.
			const net = chain([
				['', op],
				['tokens', { kind: 'flatten' }]
			]);
			const [height = 0, width = 0, channels = 0] = input;
			const file = await onnxFile({ net, input, layers: layersOf(net, input) });
			const session = await InferenceSession.create(file, { executionProviders: ['wasm'] });
			const image = channelsFirst(deterministicImage(input), input);
			const { logits } = await session.run({
				input: new Tensor('float32', image, [1, channels, height, width])
			});
			await session.release();
			const values = logits?.data instanceof Float32Array ? logits.data : [];
			const gap = distance(values, outputs);
			if (!(gap < 1e-5)) wrong.push(`${titleOf(layer)}: ${gap}`);
		}
		expect(wrong).toEqual([]);
	}
);
