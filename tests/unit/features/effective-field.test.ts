import { expect, test } from 'vitest';
import {
	addAbsolute,
	centralUnit,
	sharesOf,
	smallestSquare,
	type EffectiveField
} from '../../../src/lib/features/effective-field.ts';
import { placementsOf } from '../../../src/lib/features/placement.ts';
import { outputLayerOf } from '../../../src/lib/features/shown.ts';
import { smallNetwork } from '../../small-networks.ts';

const fieldOf = (...lines: readonly (readonly number[])[]): EffectiveField => ({
	rows: lines.length,
	columns: lines[0]?.length ?? 0,
	values: Float32Array.from(lines.flat())
});

test('absolute gradients are added up over colours and passes, and shared out', () => {
	const sums = new Float64Array(2);
	addAbsolute(Float32Array.of(1, -1, 2, 0), sums);
	addAbsolute(Float32Array.of(-1, 0, 0, -3), sums);
	expect([...sums]).toEqual([3, 5]);
	expect([...sharesOf(sums)]).toEqual([0.375, 0.625]);
	expect([...sharesOf(new Float64Array(2))]).toEqual([0, 0]);
});

test('the smallest square that holds a share is found wherever it lies', () => {
	const corner = fieldOf([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 4, 3], [0, 0, 2, 1]);
	expect(smallestSquare(corner, 0.3)).toEqual({ top: 2, left: 2, height: 1, width: 1 });
	expect(smallestSquare(corner, 0.5)).toEqual({ top: 2, left: 2, height: 2, width: 2 });
	expect(smallestSquare(corner, 0.99)).toEqual({ top: 2, left: 2, height: 2, width: 2 });
});

test('a square is cut off where the picture ends, and there is none without a field', () => {
	const wide = fieldOf([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]);
	expect(smallestSquare(wide, 0.5)).toEqual({ top: 0, left: 0, height: 2, width: 3 });
	expect(smallestSquare(fieldOf([0, 0]), 0.5)).toBeNull();
});

test('the unit in the middle is found on maps, on shifted ones and among tokens', () => {
	const unitOf = (name: string, id: string) => {
		const { layers } = smallNetwork(name);
		const path = outputLayerOf(layers, id)?.path ?? '';
		const placement = placementsOf(layers).get(path);
		return placement && centralUnit(placement);
	};
	expect(unitOf('tiny_convnext', 'stages.1')).toEqual([4, 4]);
	// A class token, then the third of four rows of four.
	expect(unitOf('tiny_vit', 'blocks.0')).toEqual([1 + 2 * 4 + 2]);
	// Windows of 4 on a map of 8, rolled by 2.
	expect(
		centralUnit({ kind: 'map', sides: [8, 8], onPicture: [8, 8], rolled: [2, 2], leading: [] })
	).toEqual([2, 2]);
});
