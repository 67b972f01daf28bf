import { imageDimensionsFromData } from 'image-dimensions';

/** Width and height, px. */
export type Size = Readonly<{ width: number; height: number }>;

/** Where the frame's header stands in a JPEG, metadata come first. */
const HEADER_BYTES = 2 ** 20;

/** A Windows bitmap, which may be run-length encoded and so claim far more than it holds. */
function bitmapSize(bytes: Uint8Array): Size | undefined {
	if (bytes.length < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	// Rows from the top down have a negative height.
	return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** The size that an image file claims, before anything is decoded; `undefined` for other files. */
export async function claimedSize(file: Blob): Promise<Size | undefined> {
	const bytes = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
	return imageDimensionsFromData(bytes) ?? bitmapSize(bytes);
}

/** The longest side that every browser can draw: Firefox's canvas ends there. */
const LONGEST = 32_767;
/** More than any camera's picture; a file of a few kB can claim far more. */
const MOST_PIXELS = 150e6;

/** Why an image of this size cannot be looked at; `null` where it can. */
export function sizeProblem({ width, height }: Size): string | null {
	if (width <= LONGEST && height <= LONGEST && width * height <= MOST_PIXELS) return null;
	const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
	return `The image has ${size} pixels; permitted are ${LONGEST.toLocaleString('en')} on a side and 150 million in all.`;
}
