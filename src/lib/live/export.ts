import type { Layer } from '../arch/layers.ts';
import { join, type Shape } from '../arch/net.ts';
import type { WeightFile } from '../code/checkpoint.ts';
import type { Failure } from './failure.ts';

/** Weights to write to a file. */
export type ExportRequest = Readonly<{
	tensors: readonly Readonly<{ name: string; shape: Shape }>[];
	/** Where their values are; without it they are the deterministic ones. */
	weights?: WeightFile;
}>;

export type ExportAnswer = Readonly<
	| { type: 'progress'; done: number }
	| { type: 'done'; file: Blob }
	| { type: 'failed'; failure: Failure }
>;

/** All weights of a network by timm's names, running statistics included. */
const tensorsOf = (layers: readonly Layer[]): ExportRequest['tensors'] =>
	layers.flatMap(({ path, weights }) =>
		weights.map(({ name, shape }) => ({ name: join(path, name), shape }))
	);

/**
 * Writes the weights of a network as a safetensors file, float32, in a worker of its own.
 *
 * @param onprogress told the share that is written, 0 to 1
 * @throws Error with a message for a person
 */
export function exportWeights(
	layers: readonly Layer[],
	weights: WeightFile | undefined,
	onprogress: (share: number) => void
): Promise<Blob> {
	const tensors = tensorsOf(layers);
	const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
		type: 'module',
		name: 'export'
	});
	const written = new Promise<Blob>((resolve, reject) => {
		worker.addEventListener('message', ({ data }: MessageEvent<ExportAnswer>) => {
			if (data.type === 'progress') onprogress(data.done / tensors.length);
			else if (data.type === 'done') resolve(data.file);
			else reject(new Error(data.failure.message));
		});
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			reject(new Error('The weights could not be written.'));
		});
	});
	const request: ExportRequest = { tensors, ...(weights ? { weights } : {}) };
	worker.postMessage(request);
	return written.finally(() => worker.terminate());
}
