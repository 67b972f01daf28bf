import type { Shape } from '../arch/net.ts';
import { LiveError } from '../errors/failure.ts';
import { tellChannels, type Preprocessing } from './preprocessing.ts';
import { cropOf, greyOf, normalized, type Pixels } from './resample.ts';

export const refuseImage = (message: string): LiveError =>
	new LiveError(
		'bad-image',
		message,
		'Choose another image: a JPEG, PNG or WebP file, and a smaller one where it is too large.'
	);

/** Draws a decoded image on a canvas, which takes its size, and reads it. @throws LiveError */
export function pixelsOn(canvas: OffscreenCanvas, bitmap: ImageBitmap): Pixels {
	const { width, height } = bitmap;
	if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context) throw refuseImage('The browser cannot read the image’s pixels.');
	// Nothing of what was drawn before shows through.
	context.clearRect(0, 0, width, height);
	context.drawImage(bitmap, 0, 0);
	return { width, height, channels: 4, values: context.getImageData(0, 0, width, height).data };
}

/** @returns channels of an input that a picture can be shown to. @throws LiveError for any other */
export function expectPicture(input: Shape): 1 | 3 {
	const channels = input.at(-1);
	if (channels !== 1 && channels !== 3) throw refuseImage(tellChannels(Number(channels)));
	return channels;
}

/**
 * What a network with inputs `[height, width, channels]` looks at, of an image's pixels.
 *
 * @throws LiveError for a network that takes no pictures
 */
export function preparedOf(
	pixels: Pixels,
	input: Shape,
	preprocessing: Preprocessing
): Float32Array {
	const channels = expectPicture(input);
	const seen = cropOf(channels === 1 ? greyOf(pixels) : pixels, input, preprocessing);
	return normalized(seen, preprocessing, channels);
}
