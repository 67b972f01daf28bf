import { byteLength, isBytes } from '../pieces.ts';
import { piecesOf } from './pieces-of.ts';
import type { ExportAnswer, ExportRequest } from './client.ts';
import { failureOf } from '../../errors/failure.ts';
import { sourceOf } from '../../checkpoint/weight-source.ts';
import { holdLock, type Alive } from '../../workers/lifetime.ts';

const answer = (message: ExportAnswer | Alive): void => self.postMessage(message);

void holdLock(answer);

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
