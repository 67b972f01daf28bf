import { expect, test } from 'vitest';
import { reservedHeights, roomIn, rowsFor } from '../../../../src/lib/draw/network/tracks.ts';

const WIDE =
	/^clamp\((?<least>\d+)px, (?<from>\d+)px \+ \(100vh - (?<low>\d+)px\) \* (?<steepness>[\d.]+), (?<most>\d+)px\)$/;

test('the room that a picture is given before it is drawn is as high as its rows will be', () => {
	const { wide, narrow } = reservedHeights();
	const groups = WIDE.exec(wide)?.groups ?? {};
	const [least = 0, from = 0, low = 0, steepness = 0, most = 0] = Object.values(groups).map(Number);
	for (let height = 500; height <= 1200; height += 1) {
		const reserved = Math.min(most, Math.max(least, from + (height - low) * steepness));
		const drawn = rowsFor(900, null, roomIn(height)).height;
		// Bars of five rows, and half the network twice, are rounded each.
		expect(Math.abs(reserved - drawn), `in a window of ${height} px`).toBeLessThanOrEqual(3.5);
	}
	expect(narrow).toBe(`${rowsFor(358).height}px`);
});
