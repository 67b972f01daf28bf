import { expect, test } from 'vitest';
import { placePopover } from '../../../src/lib/draw/popover.ts';

const screen = { width: 1280, height: 720 };

test('a popover hangs below what opens it at the top, and stands above it at the bottom', () => {
	const button = { left: 600, width: 80 };
	const below = placePopover({ ...button, top: 120, bottom: 150 }, 320, screen);
	expect(below).toEqual({ left: 600, top: 158, bottom: null, maxHeight: 546 });
	const above = placePopover({ ...button, top: 680, bottom: 710 }, 320, screen);
	expect(above).toEqual({ left: 600, top: null, bottom: 48, maxHeight: 656 });
});

test('a popover stays whole inside the window, from edge to edge', () => {
	for (const left of [-40, 0, 300, 1000, 1279])
		for (const width of [200, 640, 1248]) {
			const place = placePopover({ left, width: 60, top: 20, bottom: 50 }, width, screen);
			expect(place.left).toBeGreaterThanOrEqual(16);
			expect(place.left + width).toBeLessThanOrEqual(1264);
		}
});

test('where what opens it is not on screen, a popover stands at the lower right', () => {
	const place = placePopover({ left: 0, top: 0, bottom: 0, width: 0 }, 640, screen);
	expect(place).toEqual({ left: 624, top: null, bottom: 80, maxHeight: 624 });
});
