import type { Shape } from '../../arch/net.ts';

/** A tensor in a file, whichever the container; plain data for a worker. */
export type Stored = Readonly<{
	/** By safetensors' names, such as `F32`. */
	dtype: string;
	shape: Shape;
	file: Blob;
	/** The bytes from its first value to its last, from the file's beginning. */
	start: number;
	end: number;
	/** How the values lie, where not row-major one after another. */
	strided?: Strided;
}>;

/** A view of values: elements between neighbours along each axis. */
export type Strided = Readonly<{ shape: Shape; strides: readonly number[] }>;

const BITS: Readonly<Record<string, number>> = {
	F4: 4,
	F6_E2M3: 6,
	F6_E3M2: 6,
	BOOL: 8,
	U8: 8,
	I8: 8,
	F8_E4M3: 8,
	F8_E5M2: 8,
	F8_E8M0: 8,
	F8_E4M3FNUZ: 8,
	F8_E5M2FNUZ: 8,
	I16: 16,
	U16: 16,
	F16: 16,
	BF16: 16,
	I32: 32,
	U32: 32,
	F32: 32,
	I64: 64,
	U64: 64,
	F64: 64,
	C64: 64,
	C128: 128
};

/** Bits of one value of a type; `undefined` for a type that is not known here. */
export const bitsOf = (dtype: string): number | undefined =>
	Object.hasOwn(BITS, dtype) ? BITS[dtype] : undefined;
