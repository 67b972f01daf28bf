import { expect, test } from 'vitest';
import { usualPreprocessing } from '../../../src/lib/image/preprocessing.ts';
import { normalized } from '../../../src/lib/image/resample.ts';
import { seenPicture } from '../../../src/lib/image/seen.ts';

const usual = usualPreprocessing({}, 'timm');

test('a network’s input is shown as the picture that it was made of', () => {
	const bytes = Uint8ClampedArray.from([0, 128, 255, 10, 20, 30]);
	const { pixels, ...size } = seenPicture(normalized(bytes, usual), [1, 2, 3], usual);
	expect(size).toEqual({ width: 2, height: 1 });
	expect([...pixels]).toEqual([0, 128, 255, 255, 10, 20, 30, 255]);
});

test('a grey picture is grey in all three colours', () => {
	const values = normalized(Uint8ClampedArray.from([0, 200]), usual, 1);
	expect([...seenPicture(values, [2, 1, 1], usual).pixels]).toEqual([
		...[0, 0, 0, 255],
		...[200, 200, 200, 255]
	]);
});

test('values of no picture go from black to white', () => {
	const { pixels } = seenPicture(Float32Array.from([-1, 9, 3, 9]), [2, 1, 2], null);
	expect([...pixels]).toEqual([0, 0, 0, 255, 102, 102, 102, 255]);
});
