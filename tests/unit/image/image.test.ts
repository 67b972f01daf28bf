import { expect, test } from 'vitest';
import { usualPreprocessing, type Interpolation } from '../../../src/lib/image/preprocessing.ts';
import { cropOf, greyOf, normalized, seenPart } from '../../../src/lib/image/resample.ts';
import { imageWishesOf, presetDesign, presetNames } from '../../../src/lib/arch/design.ts';
import cases from '../../golden/checkpoints/preprocessed.json';

/** The picture that the golden values were made from. */
function picture(width: number, height: number) {
	const values = new Uint8ClampedArray(width * height * 3);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			for (let c = 0; c < 3; c++) {
				const chequer = (Math.trunc(x / 7) + Math.trunc(y / 5)) % 2;
				values[(y * width + x) * 3 + c] = (x * (5 + 3 * c) + y * (11 - 2 * c) + 40 * chequer) % 256;
			}
	return { width, height, channels: 3, values };
}

test.each(cases)(
	'$width × $height to $side px, $interpolation, crop $crop: the bytes that Pillow and timm give',
	({ width, height, side, crop, interpolation, values }) => {
		const square = cropOf(picture(width, height), [side, side, 3], {
			crop,
			interpolation: interpolation as Interpolation
		});
		expect([...square]).toEqual(values);
	}
);

test('values are taken to 0 to 1, less the mean, over the deviation', () => {
	const values = normalized(new Uint8ClampedArray([0, 255, 51, 255]), {
		mean: [0.5, 0.5, 0.2],
		std: [0.5, 0.25, 1]
	});
	expect([...values]).toEqual([-1, 2, expect.closeTo(0, 7), 1]);
});

function usual(preset: string, author: string) {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return usualPreprocessing(imageWishesOf(design), author);
}

test('every preset has a preprocessing; ViT’s and torchvision’s are their own', () => {
	for (const name of presetNames()) {
		const { crop } = usual(name, 'timm');
		expect(crop).toBeGreaterThanOrEqual(0.875);
		expect(crop).toBeLessThanOrEqual(1);
	}
	expect(usual('vit_small_patch16_224', 'timm')).toMatchObject({
		crop: 0.9,
		mean: [0.5, 0.5, 0.5]
	});
	const crops = ['vit_base_patch16_384', 'swin_base_patch4_window12_384', 'resnet50', 'resnet200'];
	expect(crops.map((name) => usual(name, 'timm').crop)).toEqual([1, 1, 0.95, 0.875]);
	expect(usual('deit_tiny_patch16_224', 'timm')).toMatchObject({
		crop: 0.9,
		mean: [0.485, 0.456, 0.406]
	});
	expect(usual('resnet50', 'torchvision')).toMatchObject({
		crop: 0.875,
		interpolation: 'bilinear'
	});
});

test('a network of one channel sees a picture’s luminance, by the averages of means and deviations', () => {
	const colours = [
		255, 0, 0, 0, 255, 0, 0, 0, 255, 12, 200, 77, 255, 255, 255, 1, 2, 3, 90, 91, 93
	];
	const grey = greyOf({ width: 7, height: 1, channels: 3, values: colours });
	// Pillow's convert('L').
	expect(Array.from(grey.values)).toEqual([76, 150, 29, 130, 255, 2, 91]);
	const bytes = cropOf(grey, [1, 7, 1], { crop: 1, interpolation: 'bilinear' });
	expect([...bytes]).toEqual([76, 150, 29, 130, 255, 2, 91]);
	const preprocessing = { mean: [0.1, 0.2, 0.3], std: [0.5, 0.25, 0.75] } as const;
	expect(normalized(new Uint8ClampedArray([0, 255]), preprocessing, 1)).toEqual(
		new Float32Array([-0.4, 1.6])
	);
});

test('the part of a picture that a network sees is told in shares of its sides', () => {
	const part = seenPart({ width: 640, height: 480 }, [224, 224, 3], 0.875);
	expect(part.height).toBe(0.875);
	expect(part.top).toBe(1 / 16);
	// The picture is resized to 341 × 256.
	expect(part.width).toBeCloseTo(224 / 341, 9);
	expect(part.left).toBeCloseTo(58 / 341, 9);
});
