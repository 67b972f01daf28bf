import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';

/** Where float32 values of a weight go, little-endian: by its name and shape in PyTorch. */
export type WeightSlot = Readonly<{ name: string; shape: Shape }>;

/** Bytes of a file, or where a weight's values go: a file of 350 MB is never whole in memory. */
export type Piece = Uint8Array<ArrayBuffer> | WeightSlot;
export type Pieces = readonly Piece[];

const BYTES_PER_VALUE = 4;

export const isBytes = (piece: Piece): piece is Uint8Array<ArrayBuffer> =>
	piece instanceof Uint8Array;

const lengthOf = (piece: Piece): number =>
	isBytes(piece) ? piece.length : elements(piece.shape) * BYTES_PER_VALUE;

/** Bytes that the pieces take in a file. */
export const byteLength = (pieces: Pieces): number =>
	pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** Joins what stands between the places of weights. */
export function merged(pieces: Pieces): Pieces {
	const result: Piece[] = [];
	let run: Uint8Array[] = [];
	const flush = () => {
		if (run.length > 0) result.push(joined(run));
		run = [];
	};
	for (const piece of pieces) {
		if (isBytes(piece)) run.push(piece);
		else {
			flush();
			result.push(piece);
		}
	}
	flush();
	return result;
}
