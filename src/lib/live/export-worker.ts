import { writeHeader } from '../code/safetensors.ts';
import type { ExportAnswer, ExportRequest } from './export.ts';
import { failureOf } from './failure.ts';
import { sourceOf } from './weight-source.ts';

const answer = (message: ExportAnswer): void => self.postMessage(message);

/** Each tensor becomes a blob at once, which the browser may keep on disk. */
async function write({ tensors, weights }: ExportRequest): Promise<Blob> {
	const source = sourceOf(weights);
	const parts: Blob[] = [new Blob([writeHeader(tensors)])];
	for (const [done, { name, shape }] of tensors.entries()) {
		answer({ type: 'progress', done });
		parts.push(new Blob([await source(name, shape)]));
	}
	return new Blob(parts, { type: 'application/octet-stream' });
}

self.addEventListener('message', ({ data }: MessageEvent<ExportRequest>) => {
	write(data).then(
		(file) => answer({ type: 'done', file }),
		(error: unknown) => answer({ type: 'failed', failure: failureOf(error) })
	);
});
