import { byteLength, isBytes, type Pieces } from '../src/lib/export/pieces.ts';

/**
 * Reads protobuf messages from pieces, written from the wire format's description alone. Values of
 * weights are not there: their places are stepped over.
 */

/** A field of a message: a number (fixed 32-bit ones by their bits), or where its bytes lie. */
type Field = Readonly<
	{ number: number; value: bigint } | { number: number; start: number; end: number }
>;

export type Message = Readonly<{
	messages: (field: number) => readonly Message[];
	texts: (field: number) => readonly string[];
	numbers: (field: number) => readonly bigint[];
	/** What lies in a field of bytes: bytes, or the weight that fills it. */
	contents: (field: number) => readonly Readonly<{ bytes: number; weight: string | null }>[];
}>;

/** @throws Error where a field runs past the end of its message, or has an unknown wire type */
export function readMessage(pieces: Pieces, start = 0, end = byteLength(pieces)): Message {
	const placed: { at: number; piece: Pieces[number] }[] = [];
	let total = 0;
	for (const piece of pieces) {
		placed.push({ at: total, piece });
		total += byteLength([piece]);
	}
	let last = placed[0];
	function pieceAt(at: number) {
		const inLast = last && at >= last.at && at < last.at + byteLength([last.piece]);
		if (!inLast) last = placed.findLast((piece) => piece.at <= at);
		return last;
	}

	function byteAt(at: number): number {
		const found = pieceAt(at);
		if (!found || !isBytes(found.piece)) throw new Error(`there is no byte at ${at}`);
		const byte = found.piece[at - found.at];
		if (byte === undefined) throw new Error(`the file ends before byte ${at}`);
		return byte;
	}

	function read(from: number, to: number): Message {
		const fields: Field[] = [];
		let at = from;
		const varint = (): bigint => {
			let value = 0n;
			for (let shift = 0n; ; shift += 7n) {
				const byte = byteAt(at++);
				value |= BigInt(byte & 0x7f) << shift;
				if (byte < 0x80) return BigInt.asIntN(64, value);
			}
		};
		while (at < to) {
			const tag = Number(varint());
			const [number, wire] = [tag >> 3, tag & 7];
			if (wire === 0) fields.push({ number, value: varint() });
			else if (wire === 2) {
				const length = Number(varint());
				fields.push({ number, start: at, end: at + length });
				at += length;
			} else if (wire === 5) {
				const bits = [0, 1, 2, 3].reduce((sum, i) => sum + byteAt(at + i) * 2 ** (8 * i), 0);
				fields.push({ number, value: BigInt(bits) });
				at += 4;
			} else throw new Error(`field ${number} has wire type ${wire}`);
		}
		if (at !== to) throw new Error(`a field ends at ${at}, beyond its message at ${to}`);
		const spans = (field: number) =>
			fields.flatMap((found) => (found.number === field && 'start' in found ? [found] : []));
		return {
			messages: (field) => spans(field).map((span) => read(span.start, span.end)),
			texts: (field) =>
				spans(field).map((span) => {
					const length = span.end - span.start;
					const bytes = Uint8Array.from({ length }, (_, i) => byteAt(span.start + i));
					return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
				}),
			numbers: (field) =>
				fields.flatMap((found) =>
					found.number === field && 'value' in found ? [found.value] : []
				),
			contents: (field) =>
				spans(field).map((span) => {
					const found = placed.find((piece) => piece.at === span.start && !isBytes(piece.piece));
					const weight = found && !isBytes(found.piece) ? found.piece.name : null;
					return { bytes: span.end - span.start, weight };
				})
		};
	}
	return read(start, end);
}
