import type { Shape } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';

/**
 * Protocol Buffers' wire format, as much as ONNX needs: varints, fixed 32-bit floats and
 * length-delimited fields (https://protobuf.dev/programming-guides/encoding).
 */

/** Where float32 values of a weight go, little-endian: by its name and shape in PyTorch. */
export type WeightPlace = Readonly<{ name: string; shape: Shape }>;

/** Bytes of a file, or where a weight's values go: a file of 350 MB is never whole in memory. */
export type Piece = Uint8Array<ArrayBuffer> | WeightPlace;
export type Pieces = readonly Piece[];

const BYTES_PER_VALUE = 4;

const VARINT = 0;
const DELIMITED = 2;
const FIXED_32 = 5;

export const isBytes = (piece: Piece): piece is Uint8Array<ArrayBuffer> =>
	piece instanceof Uint8Array;

const lengthOf = (piece: Piece): number =>
	isBytes(piece) ? piece.length : elements(piece.shape) * BYTES_PER_VALUE;

/** Bytes that the pieces take in a file. */
export const byteLength = (pieces: Pieces): number =>
	pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);

function varint(value: number): Uint8Array<ArrayBuffer> {
	const bytes: number[] = [];
	// Negative numbers are written as 64-bit two's complement, beyond what numbers can shift.
	let rest = BigInt.asUintN(64, BigInt(value));
	for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
	bytes.push(Number(rest));
	return Uint8Array.from(bytes);
}

const tag = (field: number, wire: number) => varint(field * 8 + wire);

/** A whole number, which must be exact. */
export const whole = (field: number, value: number): Pieces => [tag(field, VARINT), varint(value)];

export const float = (field: number, value: number): Pieces => [
	tag(field, FIXED_32),
	new Uint8Array(Float32Array.of(value).buffer)
];

/** Raw bytes, or a message inside a message. */
export const delimited = (field: number, content: Pieces): Pieces => [
	tag(field, DELIMITED),
	varint(byteLength(content)),
	...content
];

export const text = (field: number, value: string): Pieces =>
	delimited(field, [new TextEncoder().encode(value)]);

/** Joins what stands between the places of weights. */
export function merged(pieces: Pieces): Pieces {
	const result: Piece[] = [];
	let run: Uint8Array[] = [];
	const flush = () => {
		if (run.length === 0) return;
		const bytes = new Uint8Array(run.reduce((sum, { length }) => sum + length, 0));
		run.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
		result.push(bytes);
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
