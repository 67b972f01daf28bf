import * as ort from 'onnxruntime-web/wasm';
import type { Network } from '../../src/lib/arch/design.ts';
import type { Shape } from '../../src/lib/arch/net.ts';
import { exportFile } from '../../src/lib/export/files/client.ts';
import { channelsFirst, deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import type { WeightFile } from '../../src/lib/checkpoint/checkpoint.ts';

// Vite rewrites what it bundles, and the runtime looks for its WebAssembly beside itself.
ort.env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';
ort.env.wasm.numThreads = 1;

/** onnxruntime-web, ready for a test's page. */
export const loadOrt = (): Promise<typeof ort> => Promise.resolve(ort);

/** A network's ONNX file, as a person gets it. */
export async function onnxFile(
	{ net, input }: Network,
	weights?: WeightFile
): Promise<Uint8Array<ArrayBuffer>> {
	const about = { title: 'test', address: '#test' };
	const from = weights ? { weights } : {};
	const file = await exportFile({ format: 'onnx', net, input, ...about, ...from });
	return new Uint8Array(await file.arrayBuffer());
}

/** Logits that onnxruntime-web computes from a file for the deterministic image of a shape, as often as asked. */
export async function runOnnx(file: Uint8Array, shape: Shape, batch = 1): Promise<Float32Array> {
	const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
	const [height = 0, width = 0, channels = 0] = shape;
	const image = channelsFirst(deterministicImage(shape), shape);
	const images = new Float32Array(batch * image.length);
	for (let i = 0; i < batch; i++) images.set(image, i * image.length);
	const input = new ort.Tensor('float32', images, [batch, channels, height, width]);
	const { logits } = await session.run({ input });
	await session.release();
	if (!(logits?.data instanceof Float32Array)) throw new Error('the file gives no logits');
	return logits.data;
}
