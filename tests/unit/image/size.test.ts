import { expect, test } from 'vitest';
import { claimedSize, sizeProblem } from '../../../src/lib/image/size.ts';

/** The first bytes of a PNG of this size. */
function png(width: number, height: number): Blob {
	const bytes = new Uint8Array(33);
	bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	const view = new DataView(bytes.buffer);
	view.setUint32(16, width);
	view.setUint32(20, height);
	return new Blob([bytes]);
}

/** The first bytes of a Windows bitmap of this size. */
function bitmap(width: number, height: number): Blob {
	const bytes = new Uint8Array(54);
	bytes.set([0x42, 0x4d]);
	const view = new DataView(bytes.buffer);
	view.setInt32(18, width, true);
	view.setInt32(22, height, true);
	return new Blob([bytes]);
}

test('the size of an image is read from its header', async () => {
	expect(await claimedSize(png(70_000, 10))).toMatchObject({ width: 70_000, height: 10 });
	expect(await claimedSize(bitmap(20_000, -20_000))).toEqual({ width: 20_000, height: 20_000 });
	expect(await claimedSize(new Blob(['no image']))).toBeUndefined();
	expect(await claimedSize(new Blob([]))).toBeUndefined();
});

test('an image that a canvas would show as black, or that takes gigabytes, is refused with what is permitted', () => {
	expect(sizeProblem({ width: 32_767, height: 4_000 })).toBeNull();
	expect(sizeProblem({ width: 70_000, height: 10 })).toBe(
		'The image has 70,000 × 10 pixels; permitted are 32,767 on a side and 150 million in all.'
	);
	expect(sizeProblem({ width: 20_000, height: 20_000 })).toContain('20,000 × 20,000');
});
