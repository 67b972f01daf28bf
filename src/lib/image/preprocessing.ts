/** A number for red, green and blue. */
export type Triple = readonly [red: number, green: number, blue: number];

export type Interpolation = 'bilinear' | 'bicubic';

/** What a checkpoint wants done to an image: timm's evaluation transform. */
export type Preprocessing = Readonly<{
	/** Side of the network's input over the shorter side that the image is resized to, 0 to 1. */
	crop: number;
	interpolation: Interpolation;
	/** What is subtracted from values from 0 to 1, and what they are then divided by. */
	mean: Triple;
	std: Triple;
}>;

/** Whether a picture can be shown to a network with so many input channels: in colour, or in grey. */
export const takesPicture = (channels: number): boolean => channels === 3 || channels === 1;

/** Why a picture cannot be shown to a network with other channels. */
export const tellChannels = (channels: number): string =>
	`A picture has three channels, or one as grey, and this network takes ${channels}.`;

/** An image to look at; plain data for a worker. */
export type ImageFile = Readonly<{ file: Blob; name: string; preprocessing: Preprocessing }>;

/** What a camera shows at a moment. */
export type CameraFrame = Readonly<{ frame: ImageBitmap; preprocessing: Preprocessing }>;

const imagenet: Preprocessing = {
	crop: 0.875,
	interpolation: 'bicubic',
	mean: [0.485, 0.456, 0.406],
	std: [0.229, 0.224, 0.225]
};

/**
 * The usual preprocessing for checkpoints of a preset.
 *
 * @param wishes of timm's checkpoints, where they are not ImageNet's usual
 * @param author whose checkpoint it is, as its names tell
 */
export function usualPreprocessing(wishes: Partial<Preprocessing>, author: string): Preprocessing {
	if (author === 'torchvision') return { ...imagenet, interpolation: 'bilinear' };
	return { ...imagenet, ...wishes };
}

/** A file's name with what was done to it, for the report. */
export function imageLabel({ name, preprocessing }: ImageFile): string {
	const { crop, interpolation, mean, std } = preprocessing;
	return `${name}: ${interpolation}, crop ${crop}, mean ${mean.join(' ')}, std ${std.join(' ')}`;
}
