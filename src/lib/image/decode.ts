import type { Shape } from '../arch/net.ts';
import { deterministicImage } from '../checkpoint/deterministic.ts';
import { expectPicture, pixelsOn, preparedOf, refuseImage } from './pixels.ts';
import type { CameraFrame, ImageFile } from './preprocessing.ts';
import type { Pixels } from './resample.ts';
import { claimedSize, sizeProblem, type Size } from './size.ts';

/** @throws LiveError for an image that is too large to be looked at */
function expectSize(size: Size | undefined): void {
	const problem = size && sizeProblem(size);
	if (problem) throw refuseImage(problem);
}

async function decode(file: Blob): Promise<Pixels> {
	const claimed = await claimedSize(file).catch(() => undefined);
	expectSize(claimed);
	// Values as the file has them, turned upright: what Pillow gives.
	const bitmap = await createImageBitmap(file, {
		premultiplyAlpha: 'none',
		colorSpaceConversion: 'none'
	}).catch(() => null);
	if (!bitmap) throw refuseImage('This file is no image that the browser can read.');
	// A format whose header we cannot read.
	if (!claimed) expectSize(bitmap);
	const pixels = pixelsOn(new OffscreenCanvas(bitmap.width, bitmap.height), bitmap);
	bitmap.close();
	return pixels;
}

const pixelsOf = (image: ImageFile | CameraFrame): Pixels | Promise<Pixels> =>
	'file' in image
		? decode(image.file)
		: pixelsOn(new OffscreenCanvas(image.frame.width, image.frame.height), image.frame);

/** What a network with inputs of this shape looks at. @throws LiveError */
export async function imageValues(
	image: ImageFile | CameraFrame | undefined,
	input: Shape
): Promise<Float32Array> {
	if (!image) return deterministicImage(input);
	expectPicture(input);
	return preparedOf(await pixelsOf(image), input, image.preprocessing);
}
