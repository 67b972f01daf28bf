import { expect, test } from 'vitest';
import type { Placement } from '../../../../src/lib/features/placement.ts';
import { MapsView } from '../../../../src/lib/view/features/maps-view.svelte.ts';
import { featuresOf } from './features.ts';

const WHOLE: Placement = {
	kind: 'map',
	sides: [1, 2],
	onPicture: [1, 2],
	rolled: [0, 0],
	leading: []
};

/** One row of two positions, of 100 channels that grow with their index. */
const map = featuresOf(
	[1, 2, 100],
	Array.from({ length: 200 }, (_, i) => i % 100)
);

test('channels stand in their order on pages, and another order begins at its first', () => {
	const view = new MapsView(() => ({ features: map, placement: WHOLE }));
	const shown = () => view.maps.map(({ channel }) => channel.index);
	expect(shown().slice(0, 2)).toEqual([99, 98]);
	expect(view.chosen?.channel.index).toBe(99);
	view.turnTo(2);
	expect(shown()).toEqual([3, 2, 1, 0]);
	view.turnTo(7);
	expect(view.page).toBe(2);
	view.sortBy('index');
	expect(shown().slice(0, 2)).toEqual([0, 1]);
	view.choose(42);
	expect(view.chosen?.channel.index).toBe(42);
	expect(view.large.range).toEqual([42, 42]);
	view.span = 'all';
	expect(view.large.range).toEqual([0, 99]);
});

test('channels of one number each are cells of one map', () => {
	const features = featuresOf([5], [1, 2, 3, 4, 5]);
	const view = new MapsView(() => ({ features, placement: { kind: 'vector', tokens: 1 } }));
	expect(view.chosen).toBeNull();
	expect(view.maps).toEqual([]);
	expect(view.large).toMatchObject({ range: [1, 5], opacity: 1, overPicture: false });
	expect(view.cellName({ row: 1, column: 0 })).toBe('channel 4');
});
