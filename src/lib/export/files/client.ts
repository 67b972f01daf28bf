import type { Net, Shape } from '../../arch/net.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { failureText, NOT_LOADED, type Failure } from '../../errors/failure.ts';

/** What kind of file, and what only that kind needs. */
type Format = Readonly<
	| { format: 'safetensors' }
	/** `title` and `address` of the design are written into the file. */
	| { format: 'onnx'; title: string; address: string }
>;

/** A network's weights, with or without the network, to write to a file. */
export type ExportRequest = Format &
	Readonly<{
		net: Net;
		/** Shape of one image, `[height, width, channels]`. */
		input: Shape;
		/** Where the weights' values are; without it they are the deterministic ones. */
		weights?: WeightFile;
	}>;

export type ExportAnswer = Readonly<
	| { type: 'progress'; share: number }
	| { type: 'done'; file: Blob }
	| { type: 'failed'; failure: Failure }
>;

type Watch = Readonly<{
	/** Called with the share that is written, 0 to 1. */
	onprogress?: (share: number) => void;
	/** Ends the writing; the promise then rejects with the signal's reason. */
	signal?: AbortSignal;
}>;

const NOT_WRITTEN = 'The file could not be written. Try again.';

/**
 * Writes a file with the weights of a network in float32, in a worker of its own.
 *
 * @throws Error with a message for a person
 */
export function exportFile(
	request: ExportRequest,
	{ onprogress, signal }: Watch = {}
): Promise<Blob> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		type: 'module',
		name: 'export'
	});
	/** Whether the worker has said anything: one that breaks before has not come at all. */
	let heard = false;
	const written = new Promise<Blob>((resolve, reject) => {
		worker.addEventListener('message', ({ data }: MessageEvent<ExportAnswer>) => {
			heard = true;
			if (data.type === 'progress') onprogress?.(data.share);
			else if (data.type === 'done') resolve(data.file);
			else reject(new Error(failureText(data.failure)));
		});
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			reject(new Error(heard ? NOT_WRITTEN : failureText(NOT_LOADED)));
		});
		const abort = () => reject(signal?.reason);
		if (signal?.aborted) abort();
		else signal?.addEventListener('abort', abort, { once: true });
	});
	worker.postMessage(request);
	return written.finally(() => worker.terminate());
}
