import type { Shape } from '../arch/net.ts';
import { LiveError } from '../errors/failure.ts';
import { deterministicImage } from '../checkpoint/deterministic.ts';
import type { ImageFile } from './preprocessing.ts';
import { cropOf, normalized, type Pixels } from './resample.ts';

/** More than any camera's picture; a file of a few kB can claim far more. */
const MOST_PIXELS = 150e6;

const refuse = (message: string): LiveError =>
	new LiveError('bad-image', message, 'Choose another image: a JPEG, PNG or WebP file.');

async function decode(file: Blob): Promise<Pixels> {
	// Values as the file has them, turned upright: what Pillow gives.
	const bitmap = await createImageBitmap(file, {
		premultiplyAlpha: 'none',
		colorSpaceConversion: 'none'
	}).catch(() => null);
	if (!bitmap) throw refuse('This file is no image that the browser can read.');
	const { width, height } = bitmap;
	if (width * height > MOST_PIXELS) {
		bitmap.close();
		throw refuse(`The image has ${width} × ${height} pixels, which is too many.`);
	}
	const context = new OffscreenCanvas(width, height).getContext('2d');
	if (!context) throw refuse('The browser cannot read the image’s pixels.');
	context.drawImage(bitmap, 0, 0);
	bitmap.close();
	return { width, height, channels: 4, values: context.getImageData(0, 0, width, height).data };
}

/** What a network with inputs of this shape looks at. @throws LiveError */
export async function imageValues(
	image: ImageFile | undefined,
	input: Shape
): Promise<Float32Array> {
	if (!image) return deterministicImage(input);
	const { file, preprocessing } = image;
	return normalized(cropOf(await decode(file), input, preprocessing), preprocessing);
}
