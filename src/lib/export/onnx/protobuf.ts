import { byteLength, type Pieces } from '../pieces.ts';

/**
 * Protocol Buffers' wire format, as much as ONNX needs: varints, fixed 32-bit floats and
 * length-delimited fields (https://protobuf.dev/programming-guides/encoding).
 */

const VARINT = 0;
const DELIMITED = 2;
const FIXED_32 = 5;

function varint(value: number): Uint8Array<ArrayBuffer> {
	if (value >= 0 && value < 0x80) return Uint8Array.of(value);
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
