import { FormatError } from '../format-error.ts';

/** Reads a pickle's bytes in their order. @throws FormatError beyond the end */
export type Bytes = Readonly<{
	at(): number;
	take(length: number): Uint8Array;
	/** The text up to the end of a line, without it. */
	line(): string;
	u8(): number;
	u16(): number;
	u32(): number;
	u64(): number;
	i32(): number;
	f64(): number;
	/** A text of so many bytes in UTF-8. */
	text(length: number): string;
}>;

const LINE_END = 0x0a;

export function bytesOf(data: Uint8Array): Bytes {
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	const decoder = new TextDecoder();
	let at = 0;
	const skip = (length: number): number => {
		const from = at;
		if (length > data.length - at) throw new FormatError('The pickle is cut short.');
		at += length;
		return from;
	};
	const take = (length: number): Uint8Array => {
		const from = skip(length);
		return data.subarray(from, from + length);
	};
	return {
		at: () => at,
		take,
		line() {
			const end = data.indexOf(LINE_END, at);
			if (end < 0) throw new FormatError('The pickle is cut short.');
			const text = decoder.decode(take(end - at));
			at++;
			return text;
		},
		u8: () => view.getUint8(skip(1)),
		u16: () => view.getUint16(skip(2), true),
		u32: () => view.getUint32(skip(4), true),
		u64: () => Number(view.getBigUint64(skip(8), true)),
		i32: () => view.getInt32(skip(4), true),
		f64: () => view.getFloat64(skip(8)),
		text: (length) => decoder.decode(take(length))
	};
}
