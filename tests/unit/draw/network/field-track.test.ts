import { describe, expect, it } from 'vitest';
import type { Network } from '../../../../src/lib/arch/design.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import type { Shape } from '../../../../src/lib/arch/net.ts';
import { fieldTrack } from '../../../../src/lib/draw/network/field-track.ts';
import { maximaOf, type DrawingFrame } from '../../../../src/lib/draw/network/viewport.ts';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { rowsFor } from '../../../../src/lib/draw/network/tracks.ts';
import { fieldsByPath, sizesOf } from '../../../../src/lib/state/fields.ts';
import {
	growthText,
	middleOf,
	movedUnit,
	pixels,
	reachText,
	seenText,
	unitAt
} from '../../../../src/lib/view/picture/seen.ts';
import { networkOf } from '../../../networks.ts';

const WIDTH = 700;

function trackOf(preset: string, image: Shape = [224, 224, 3], width = WIDTH) {
	const { net } = networkOf(preset);
	const network: Network = { net, input: image, layers: layersOf(net, image) };
	const layout = layoutOf(network.layers);
	const view = { scale: width / layout.length, shift: 0 };
	const frame: DrawingFrame = {
		layout,
		view,
		width,
		level: 'layer',
		colour: 'kind',
		maxima: maximaOf(layout)
	};
	const { field } = rowsFor(width);
	if (!field) throw new Error('a picture by itself has a track of the field');
	return {
		...fieldTrack(frame, field, sizesOf(fieldsByPath(network)), network.input),
		layout
	};
}

describe('the track of the receptive field', () => {
	it('reaches what the last block sees: 427 px in ResNet-50 v1.5, as Distill’s formula gives', () => {
		expect(trackOf('resnet50').most).toEqual([427, 427]);
	});

	it('reaches the same when a run of blocks is folded', () => {
		const { most, layout } = trackOf('convnext_small');
		expect(layout.runs.some(({ folded }) => folded)).toBe(true);
		// Stem 4; three 7 × 7 at 4, 8, 27 at 16 and 3 at 32 px apart, with 2 × 2 steps between.
		const side = 4 + 3 * 6 * 4 + 4 + 3 * 6 * 8 + 8 + 27 * 6 * 16 + 16 + 3 * 6 * 32;
		expect(most).toEqual([side, side]);
	});

	it('keeps the words beside the mark within a phone’s width', () => {
		const { whole } = trackOf('convnext_atto', [224, 224, 3], 340);
		expect(whole?.label).toMatchObject({ x: 340, anchor: 'end' });
	});

	it('marks where a unit first sees as far as the image is wide', () => {
		const { whole, layout } = trackOf('convnext_tiny');
		const [, , second] = layout.sections;
		const right = ((second?.x1 ?? 0) / layout.length) * WIDTH;
		expect(whole?.x).toBeLessThanOrEqual(right + 1);
		expect(whole?.x).toBeGreaterThan(right * 0.8);
	});

	it('is the whole image from the first attention over all tokens on', () => {
		const { whole, layout, most } = trackOf('vit_small_patch16_224');
		expect(most).toEqual([224, 224]);
		expect(whole?.x).toBeLessThan(((layout.parts[2]?.x0 ?? 0) / layout.length) * WIDTH);
	});

	it('is one curve for a square, and one for each axis of a rectangle', () => {
		expect(trackOf('convnext_tiny').curves).toHaveLength(1);
		const wide = trackOf('convnext_tiny', [224, 448, 3]);
		const [rows, columns] = wide.curves;
		// Both axes see alike, but the image ends earlier along one.
		expect(rows?.line).toBe(columns?.line);
		expect(rows?.image).toBeGreaterThan(columns?.image ?? Infinity);
		// 224 px are seen at the end of stage 2, 448 px only in stage 3.
		expect(wide.whole?.x).toBeGreaterThan(trackOf('convnext_tiny').whole?.x ?? Infinity);
	});
});

it('says how a layer’s field follows from the one before it', () => {
	const fields = fieldsByPath(networkOf('convnext_tiny'));
	const of = (path: string) => {
		const field = fields.get(path);
		return field ? growthText(field) : undefined;
	};
	expect(of('stem.0')).toBe('1 + (4 − 1) × 1 = 4 px');
	expect(of('stages.0.blocks.0.conv_dw')).toBe('4 + (7 − 1) × 4 = 28 px');
	expect(of('stages.0.blocks.0.mlp.fc1')).toBeNull();
});

it('says one number where both axes are alike, and both where they are not', () => {
	expect([pixels([28, 28]), pixels([28, 56])]).toEqual(['28 px', '28 × 56 px']);
	expect(reachText([224, 224, 3])).toBe('a unit sees as far as the image is wide, 224 px');
	expect(reachText([64, 96, 3])).toBe(
		'a unit sees as far as the image is high and wide, 64 × 96 px'
	);
	const field = fieldsByPath(networkOf('convnext_tiny')).get('stages.0.blocks.0.conv_dw');
	if (!field) throw new Error('ConvNeXt-T has a depthwise convolution');
	expect(seenText(field, { top: 0, left: 0, bottom: 28, right: 28 })).toBe(
		'Receptive field 28 × 28 px; neighbours are 4 px apart. Theoretical, along the longest path.'
	);
	const uneven = { ...field, size: [28, 56], jump: [4, 8] } as const;
	expect(seenText(uneven, { top: 0, left: 0, bottom: 28, right: 40 })).toBe(
		'Receptive field 28 × 56 px, of which 28 × 40 px lie in the image; neighbours are 4 × 8 px apart. Theoretical, along the longest path.'
	);
	expect(growthText(uneven)).toBe('4 + (7 − 1) × 4 = 28 px high, 8 + (7 − 1) × 8 = 56 px wide');
});

it('a chosen unit stays on its map', () => {
	const map = [7, 7, 768];
	expect(middleOf(map)).toEqual({ row: 3, column: 3 });
	expect(movedUnit({ row: 0, column: 6 }, -1, 1, map)).toEqual({ row: 0, column: 6 });
	expect(unitAt(1, 0.5, map)).toEqual({ row: 3, column: 6 });
});
