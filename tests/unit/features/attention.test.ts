import { expect, test } from 'vitest';
import type { LayerOp } from '../../../src/lib/arch/net.ts';
import { rolledBack, sharesOf, windowOf } from '../../../src/lib/features/attention.ts';
import { attentionFor, rolloutLayers } from '../../../src/lib/features/attentions.ts';
import { placementsOf, type Placement } from '../../../src/lib/features/placement.ts';
import { framesAround, placeOf, positionAt } from '../../../src/lib/features/places.ts';
import { smallNetwork } from '../../small-networks.ts';

const global: LayerOp<'attention'> = { kind: 'attention', heads: 2, window: null, shift: 0 };
const shifted: LayerOp<'attention'> = { kind: 'attention', heads: 1, window: 4, shift: 2 };

/** A map of 8 rows and columns, shifted by 2. */
const rolled: Extract<Placement, { kind: 'map' }> = {
	kind: 'map',
	...{ sides: [8, 8], onPicture: [8, 8], rolled: [2, 2], leading: [] }
};

/** What of the picture a place looks at. */
function seenFrom(row: number, column: number) {
	const { positions, hidden } = windowOf(shifted, [8, 8, 3], positionAt(rolled, { row, column }));
	const places = positions.filter((_, i) => !hidden[i]).map((at) => placeOf(rolled, at));
	return framesAround(places.filter((place) => place !== null));
}

test('a shifted window lies across four plain ones, and at the edges of the picture it is cut', () => {
	expect(seenFrom(3, 3)).toEqual([{ top: 2, left: 2, bottom: 5, right: 5 }]);
	expect(seenFrom(0, 0)).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }]);
	expect(seenFrom(7, 4)).toEqual([{ top: 6, left: 2, bottom: 7, right: 5 }]);
});

test('positions and places belong to each other, of rolled, padded and led maps alike', () => {
	const { layers } = smallNetwork('padded_swin');
	const padded = placementsOf(layers).get('layers.0.blocks.1.attn.proj');
	const led = placementsOf(smallNetwork('small_vit_reg_ls').layers).get('blocks.0.attn');
	for (const placement of [rolled, padded, led]) {
		if (placement?.kind !== 'map') throw new Error('this lies on the picture');
		for (let row = 0; row < placement.onPicture[0]; row++)
			for (let column = 0; column < placement.onPicture[1]; column++)
				expect(placeOf(placement, positionAt(placement, { row, column }))).toEqual({
					row,
					column
				});
		const outside = [...placement.leading.keys()];
		expect(outside.map((at) => placeOf(placement, at))).toEqual(outside.map(() => null));
	}
});

test('where all keys are alike, each head looks at everything alike', () => {
	const attended = { op: global, shape: [5, 12], values: new Float32Array(60), table: null };
	for (const shares of sharesOf(attended, 3))
		expect([...shares]).toEqual(Array.from({ length: 5 }, () => Math.fround(0.2)));
	const first = Float64Array.from([1, 0, 0, 0, 0]);
	const twice = rolledBack(rolledBack(first, attended), attended);
	expect(twice.map((share) => Math.round(1e6 * share) / 1e6)).toEqual(
		Float64Array.from([0.4, 0.15, 0.15, 0.15, 0.15])
	);
});

test('a block has its attention, and a network without any has none', () => {
	const { layers } = smallNetwork('tiny_vit');
	const first = layers.find(({ block }) => block === 'blocks.0') ?? null;
	expect(attentionFor(layers, first)?.path).toBe('blocks.0.attn');
	expect(attentionFor(layers, null)?.path).toBe('blocks.1.attn');
	expect(attentionFor(smallNetwork('tiny_convnext').layers, null)).toBeNull();
});

test('a rollout goes through all layers so far, where a class token leads and all see all', () => {
	const of = (name: string, path: string) => rolloutLayers(smallNetwork(name).layers, path);
	expect(of('small_vit_reg_ls', 'blocks.1.attn')).toEqual(['blocks.0.attn', 'blocks.1.attn']);
	expect(of('small_vit_reg_ls', 'blocks.0.attn')).toEqual(['blocks.0.attn']);
	expect(of('register_vit', 'blocks.1.attn')).toBeNull();
	expect(of('tiny_swin', 'layers.0.blocks.0.attn')).toBeNull();
});
