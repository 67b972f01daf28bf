import type { Shape } from '../arch/net.ts';
import { LiveError } from '../errors/failure.ts';
import { deterministicImage } from '../checkpoint/deterministic.ts';
import { tellChannels, type ImageFile } from './preprocessing.ts';
import { cropOf, greyOf, normalized, type Pixels } from './resample.ts';
import { claimedSize, sizeProblem, type Size } from './size.ts';

const refuse = (message: string): LiveError =>
	new LiveError(
		'bad-image',
		message,
		'Choose another image: a JPEG, PNG or WebP file, and a smaller one where it is too large.'
	);

/** @throws LiveError for an image that is too large to be looked at */
function expectSize(size: Size | undefined): void {
	const problem = size && sizeProblem(size);
	if (problem) throw refuse(problem);
}

async function decode(file: Blob): Promise<Pixels> {
	const claimed = await claimedSize(file).catch(() => undefined);
	expectSize(claimed);
	// Values as the file has them, turned upright: what Pillow gives.
	const bitmap = await createImageBitmap(file, {
		premultiplyAlpha: 'none',
		colorSpaceConversion: 'none'
	}).catch(() => null);
	if (!bitmap) throw refuse('This file is no image that the browser can read.');
	const { width, height } = bitmap;
	// A format whose header we cannot read.
	if (!claimed) expectSize(bitmap);
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
	const channels = input.at(-1);
	if (channels !== 1 && channels !== 3) throw refuse(tellChannels(Number(channels)));
	const pixels = await decode(file);
	const seen = cropOf(channels === 1 ? greyOf(pixels) : pixels, input, preprocessing);
	return normalized(seen, preprocessing, channels);
}
