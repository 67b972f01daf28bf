import { byteLength, isBytes } from '../code/pieces.ts';
import { piecesOf } from './export-pieces.ts';
import type { ExportAnswer, ExportRequest } from './export.ts';
import { failureOf } from './failure.ts';
import { sourceOf } from './weight-source.ts';

const answer = (message: ExportAnswer): void => self.postMessage(message);

/** Each tensor becomes a blob at once, which the browser may keep on disk. */
async function write(request: ExportRequest): Promise<Blob> {
	const source = sourceOf(request.weights);
	const pieces = piecesOf(request);
	const total = byteLength(pieces);
	const parts: Blob[] = [];
	let bytes = 0;
	for (const piece of pieces) {
		answer({ type: 'progress', share: bytes / total });
		parts.push(new Blob([isBytes(piece) ? piece : await source(piece.name, piece.shape)]));
		bytes += byteLength([piece]);
	}
	return new Blob(parts, { type: 'application/octet-stream' });
}

self.addEventListener('message', ({ data }: MessageEvent<ExportRequest>) => {
	write(data).then(
		(file) => answer({ type: 'done', file }),
		(error: unknown) => answer({ type: 'failed', failure: failureOf(error) })
	);
});
