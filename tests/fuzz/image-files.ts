import fc from 'fast-check';
import { joined, mutatedBytes } from './bytes.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

function big(value: number, bytes: 2 | 4): Uint8Array {
	const view = new DataView(new ArrayBuffer(bytes));
	if (bytes === 2) view.setUint16(0, value & 0xffff);
	else view.setUint32(0, value >>> 0);
	return new Uint8Array(view.buffer);
}
const little = (value: number, bytes: 2 | 4): Uint8Array => big(value, bytes).reverse();

const side = fc.oneof(
	fc.nat(300),
	fc.constantFrom(0, 1, 32_767, 32_768, 65_535, 70_000, 2 ** 31, 2 ** 32 - 1)
);

const png = (width: number, height: number) =>
	joined(
		ascii('\x89PNG\r\n\x1a\n'),
		big(13, 4),
		ascii('IHDR'),
		big(width, 4),
		big(height, 4),
		ascii('\x08\x06\0\0\0'),
		big(0, 4)
	);
const jpeg = (width: number, height: number) =>
	joined(
		ascii('\xff\xd8\xff\xe0'),
		big(16, 2),
		ascii('JFIF\0\x01\x01\0'),
		big(1, 4),
		big(0, 2),
		ascii('\xff\xc0'),
		big(11, 2),
		ascii('\x08'),
		big(height, 2),
		big(width, 2),
		ascii('\x01\x01\x11\0')
	);
const gif = (width: number, height: number) =>
	joined(ascii('GIF89a'), little(width, 2), little(height, 2), ascii('\0\0\0'));
const bmp = (width: number, height: number) =>
	joined(
		ascii('BM'),
		little(58, 4),
		little(0, 4),
		little(54, 4),
		little(40, 4),
		little(width, 4),
		little(height, 4),
		little(1, 2),
		little(24, 2)
	);
const webp = (width: number, height: number) =>
	joined(
		ascii('RIFF'),
		little(30, 4),
		ascii('WEBPVP8X'),
		little(10, 4),
		little(0, 4),
		little(width, 4).slice(0, 3),
		little(height, 4).slice(0, 3)
	);
const avif = (width: number, height: number) =>
	joined(
		big(24, 4),
		ascii('ftypavif'),
		big(0, 4),
		ascii('avifmif1'),
		big(60, 4),
		ascii('meta'),
		big(0, 4),
		big(48, 4),
		ascii('iprp'),
		big(40, 4),
		ascii('ipco'),
		big(20, 4),
		ascii('ispe'),
		big(0, 4),
		big(width, 4),
		big(height, 4)
	);

const start = fc
	.tuple(fc.constantFrom(png, jpeg, gif, bmp, webp, avif), side, side)
	.map(([write, width, height]) => write(width, height));

/** A megabyte that begins like an image: what its header is looked for in. */
const LONG = 2 ** 20;
const filled = fc
	.tuple(start, fc.uint8Array({ minLength: 1, maxLength: 12 }))
	.map(([head, unit]) => {
		const bytes = new Uint8Array(LONG);
		for (let i = 0; i < LONG; i++) bytes[i] = unit[i % unit.length] ?? 0;
		bytes.set(head);
		return bytes;
	});

/** Files that begin as images do. */
export const imageFile = (): fc.Arbitrary<Blob> =>
	fc
		.oneof(
			{ weight: 40, arbitrary: mutatedBytes(start) },
			{ weight: 1, arbitrary: filled },
			{ weight: 2, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => joined(bytes)) }
		)
		.map((bytes) => new Blob([bytes]));
