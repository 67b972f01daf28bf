import fc from 'fast-check';

type Bytes = Uint8Array<ArrayBuffer>;
type Edit = (bytes: Bytes) => Bytes;

const place = fc.integer({ min: 0, max: 999 });
const at = ({ length }: Bytes, thousandths: number): number =>
	Math.floor((thousandths / 1000) * length);

const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.tuple(place, fc.nat(7)).map(
		([where, bit]): Edit =>
			(bytes) =>
				bytes.map((byte, i) => (i === at(bytes, where) ? byte ^ (1 << bit) : byte))
	),
	fc.tuple(fc.nat(63), fc.nat(255)).map(
		([where, put]): Edit =>
			(bytes) =>
				bytes.map((byte, i) => (i === where ? put : byte))
	),
	place.map(
		(where): Edit =>
			(bytes) =>
				bytes.slice(0, at(bytes, where))
	),
	place.map(
		(where): Edit =>
			(bytes) =>
				bytes.slice(at(bytes, where))
	),
	fc.tuple(place, fc.uint8Array({ maxLength: 16 })).map(
		([where, put]): Edit =>
			(bytes) =>
				joined(bytes.slice(0, at(bytes, where)), put, bytes.slice(at(bytes, where)))
	),
	fc.tuple(place, place, fc.nat(2000)).map(([from, to, times]): Edit => (bytes) => {
		const part = bytes.slice(at(bytes, from), Math.min(at(bytes, to), at(bytes, from) + 64));
		return joined(bytes, ...Array.from({ length: times }, () => part));
	})
);

/** Bytes one after another. */
export function joined(...parts: readonly Uint8Array[]): Bytes {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let end = 0;
	for (const part of parts) {
		all.set(part, end);
		end += part.length;
	}
	return all;
}

/** Files as they are, or with bits flipped, bytes put in, parts cut off and repeated. */
export const mutatedBytes = (files: fc.Arbitrary<Bytes>): fc.Arbitrary<Bytes> =>
	fc
		.tuple(files, fc.array(edit, { maxLength: 4 }))
		.map(([bytes, edits]) => edits.reduce((so, change) => change(so), bytes));
