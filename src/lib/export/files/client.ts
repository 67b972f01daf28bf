import type { Net, Shape } from '../../arch/net.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { failureText, type Failure } from '../../errors/failure.ts';
import { askOnce } from '../../workers/ask-once.ts';
import type { WeightSlot } from '../pieces.ts';

/** What kind of file, and what only that kind needs. */
type Format = Readonly<
	/** `names` are others than timm's, in the order of timm's tensors; several may share one. */
	| { format: 'safetensors'; names?: readonly WeightSlot[] }
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
	return askOnce<ExportAnswer, Blob>(worker, request, {
		receive(answer, resolve, reject) {
			if (answer.type === 'progress') onprogress?.(answer.share);
			else if (answer.type === 'done') resolve(answer.file);
			else reject(new Error(failureText(answer.failure)));
		},
		broken: NOT_WRITTEN,
		signal
	});
}
