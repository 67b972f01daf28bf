import { expect, test } from 'vitest';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { locate } from '../../../../src/lib/draw/network/locate.ts';
import {
	statisticsAt,
	statisticTracks
} from '../../../../src/lib/draw/network/statistic-tracks.ts';
import { rowsFor } from '../../../../src/lib/draw/network/tracks.ts';
import { maximaOf, type DrawingFrame } from '../../../../src/lib/draw/network/viewport.ts';
import { outputLayerOf } from '../../../../src/lib/features/shown.ts';
import { readAs } from '../../../../src/lib/state/reading.ts';
import { paper } from '../../../../src/lib/count/conventions/paper.ts';
import { smallNetwork } from '../../../small-networks.ts';

const { layers } = smallNetwork('tiny_convnext');
const counted = readAs(paper, layers, { fusedAttention: false }).layers;
const layout = layoutOf(counted);
/** Each layer has its number as its deviation. */
const statistics = new Map(
	layers.map(({ path }, i) => [
		path,
		{ mean: -i, deviation: i, zeros: 0.5, dead: 0.25, distance: i === 0 ? null : 0.5 }
	])
);
const frame: DrawingFrame = {
	...{ layout, width: 600, level: 'layer', colour: 'kind', maxima: maximaOf(layout) },
	view: { scale: 600 / layout.length, shift: 0 }
};
const rows = rowsFor(700, null, 1, 3);

test('tracks of statistics stand below all others, only when they are known', () => {
	const without = rowsFor(700);
	expect(without.statistics).toEqual([]);
	expect(rows.statistics.every(({ bars }) => bars > (without.tracks[0]?.base ?? 0))).toBe(true);
	expect(rows.height).toBeGreaterThan(without.height);
});

test('a block’s and a stage’s statistics are those of what leaves it', () => {
	for (const id of [...layout.parts, ...layout.sections].map((box) => box.id)) {
		const found = locate(layout, id);
		const leaves = outputLayerOf(layers, id)?.path ?? '';
		expect([id, found && statisticsAt(found, layout, statistics)]).toEqual([
			id,
			statistics.get(leaves)
		]);
	}
});

test('a negative mean lies below zero, shares and distances fill what they can be', () => {
	const [strength, zeros, distance] = statisticTracks(frame, rows.statistics, statistics);
	if (!strength || !zeros || !distance) throw new Error('there are three');
	expect(strength.most).toBe(layers.length - 1);
	expect(strength.zero).toBeCloseTo((strength.row.base + strength.row.bars) / 2, 0);
	expect(strength.over).toContain(`,${strength.row.base}H`);
	const half = (zeros.row.base + zeros.row.bars) / 2;
	expect(zeros.bars).toContain(`V${Math.round(10 * half) / 10}H`);
	expect(distance.bars.match(/Z/g)?.length).toBe(layers.length - 1);
	expect(distance.bars).toContain(`V${distance.row.bars}H`);
});
