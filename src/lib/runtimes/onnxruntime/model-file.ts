import type { WeightSource } from '../../checkpoint/weight-source.ts';
import { byteLength, isBytes, type Pieces } from '../../export/pieces.ts';

/**
 * A file in memory from its pieces.
 *
 * @param between called before each piece, and after the last, with how many are there; may throw
 */
export async function joinPieces(
	pieces: Pieces,
	weights: WeightSource,
	between: (done: number, total: number) => Promise<void>
): Promise<Uint8Array<ArrayBuffer>> {
	const file = new Uint8Array(byteLength(pieces));
	let at = 0;
	for (const [done, piece] of pieces.entries()) {
		await between(done, pieces.length);
		const part = isBytes(piece) ? piece : await weights(piece.name, piece.shape);
		file.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
		at += part.byteLength;
	}
	await between(pieces.length, pieces.length);
	return file;
}
