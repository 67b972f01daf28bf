import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { joined } from './bytes.ts';

/** A file in an archive, and what its headers say of it where that is a lie. */
export type Part = Readonly<{
	name: string;
	bytes: Uint8Array;
	method?: number;
	/** Said to be its length. */
	length?: number;
	/** Said to be where it begins. */
	at?: number;
}>;

function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
	const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
	let at = 0;
	for (const [value, bytes] of fields) {
		if (bytes === 2) view.setUint16(at, value, true);
		else view.setUint32(at, value, true);
		at += bytes;
	}
	return new Uint8Array(view.buffer);
}

/** What both headers of a part say: version, flags, method, time, sum, lengths, and its name's length. */
const common = ({ name, bytes, method = 0, length = bytes.length }: Part) =>
	numbers(
		...([
			[20, 2],
			[0, 2],
			[method, 2],
			[0, 4],
			[0, 4],
			[method === 0 ? length : bytes.length, 4],
			[length, 4],
			[new TextEncoder().encode(name).length, 2],
			[0, 2]
		] as const)
	);

/** A zip archive, as its parts say that they are. */
export function zipOf(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
	const locals: Uint8Array[] = [];
	const central: Uint8Array[] = [];
	let end = 0;
	for (const part of parts) {
		const name = new TextEncoder().encode(part.name);
		const local = joined(numbers([0x04034b50, 4]), common(part), name, part.bytes);
		central.push(
			joined(
				numbers([0x02014b50, 4], [20, 2]),
				common(part),
				numbers([0, 2], [0, 2], [0, 2], [0, 4], [part.at ?? end, 4]),
				name
			)
		);
		locals.push(local);
		end += local.length;
	}
	const directory = joined(...central);
	const count = parts.length & 0xffff;
	return joined(
		...locals,
		directory,
		numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2]),
		numbers([directory.length, 4], [end, 4], [0, 2])
	);
}

const LENGTHS = [0, 1, 2 ** 16, 2 ** 26, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];

/** Packed, a thousandth of its length. */
const packed = (name: string, length: number): Part => ({
	name,
	bytes: new Uint8Array(deflateRawSync(new Uint8Array(length))),
	method: 8,
	length
});

/**
 * Archives that lie, around a description of tensors: packed bombs, lengths beyond the file, many entries on
 * the same bytes, archives in archives, and such that hold themselves.
 */
export const lyingArchive = (
	descriptions: fc.Arbitrary<Uint8Array>
): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
	fc
		.record({
			pickle: descriptions,
			kind: fc.constantFrom('packed', 'lengths', 'overlap', 'nested', 'itself', 'many'),
			length: fc.constantFrom(...LENGTHS),
			at: fc.constantFrom(undefined, 0, 1, 2 ** 31, 2 ** 32 - 1),
			count: fc.constantFrom(2, 100, 20_000)
		})
		.map(({ pickle, kind, length, at, count }) => {
			const lied = { length, ...(at === undefined ? {} : { at }) };
			const data: Part = { name: 'a/data.pkl', bytes: pickle };
			const value: Part = { name: 'a/data/0', bytes: new Uint8Array(64) };
			switch (kind) {
				case 'packed':
					return zipOf([packed('a/data.pkl', Math.min(length, 2 ** 24)), packed('a/data/0', 4096)]);
				case 'lengths':
					return zipOf([
						{ ...data, ...lied },
						{ ...value, ...lied }
					]);
				case 'overlap':
					return zipOf([
						data,
						{ ...value, at: 0, length: pickle.length },
						{ ...value, name: 'a/byteorder', at: 0 }
					]);
				case 'nested':
					return zipOf([{ ...data, bytes: zipOf([data, value]) }, value]);
				case 'itself': {
					const inner = zipOf([data, value]);
					return zipOf([{ ...data, bytes: inner, at: 0, length: inner.length }]);
				}
				case 'many':
					return zipOf([
						data,
						...Array.from({ length: count }, (_, i) => ({
							...value,
							name: `a/data/${i}`,
							bytes: new Uint8Array(),
							at: 0
						}))
					]);
			}
		});
