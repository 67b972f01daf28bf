import { expect, it } from 'vitest';
import { sizeAt, sizeNudged, sizeText } from '../../../../src/lib/view/editor/size.ts';
import { sliderPosition } from '../../../../src/lib/view/editor/slider.ts';

const range = { min: 8, max: 2048, step: 1, nudge: 32 };
const all = { from: 0, to: 10, large: false };

it('is read as one number for a square, else as height × width', () => {
	expect(sizeText(224)).toBe('224');
	expect(sizeText([800, 1280])).toBe('800 × 1280');
});

it('steps the side in whose digits the caret stands, or both where both are chosen', () => {
	const up = (from: number, to: number) =>
		sizeNudged([800, 1280], { direction: 1, large: false, from, to }, range);
	expect(up(2, 2)).toEqual([832, 1280]);
	expect(up(8, 8)).toEqual([800, 1312]);
	expect(up(0, 10)).toEqual([832, 1312]);
});

it('steps both sides of a square together, and stays in its range', () => {
	expect(sizeNudged(224, { ...all, direction: -1 }, range)).toBe(192);
	expect(sizeNudged(224, { ...all, direction: 1, large: true }, range)).toBe(544);
	expect(sizeNudged([2048, 64], { ...all, direction: 1 }, range)).toEqual([2048, 96]);
});

it('keeps its proportion under the slider', () => {
	expect(sizeAt([256, 512], sliderPosition(512, range), range)).toEqual([512, 1024]);
	expect(sizeAt(224, sliderPosition(384, range), range)).toBe(384);
});
