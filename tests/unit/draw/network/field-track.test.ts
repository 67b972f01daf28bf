import { describe, expect, it } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { fieldTrack } from '../../../../src/lib/draw/network/field-track.ts';
import { maximaOf, type DrawingFrame } from '../../../../src/lib/draw/network/viewport.ts';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { rowsFor } from '../../../../src/lib/draw/network/tracks.ts';
import { fieldsByPath, sizesOf } from '../../../../src/lib/state/fields.ts';
import { growthText, middleOf, movedUnit, unitAt } from '../../../../src/lib/view/picture/seen.ts';

const WIDTH = 700;

function trackOf(preset: string) {
	const design = presetDesign(preset);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`${preset} cannot be computed`);
	const { network } = examined;
	const layout = layoutOf(network.layers);
	const view = { scale: WIDTH / layout.length, shift: 0 };
	const frame: DrawingFrame = {
		layout,
		view,
		width: WIDTH,
		level: 'layer',
		colour: 'kind',
		maxima: maximaOf(layout)
	};
	const side = network.input[0] ?? 0;
	const { field } = rowsFor(WIDTH);
	if (!field) throw new Error('a picture by itself has a track of the field');
	return {
		...fieldTrack(frame, field, sizesOf(fieldsByPath(network)), side),
		layout
	};
}

describe('the track of the receptive field', () => {
	it('reaches what the last block sees: 427 px in ResNet-50 v1.5, as Distill’s formula gives', () => {
		expect(trackOf('resnet50').most).toBe(427);
	});

	it('reaches the same when a run of blocks is folded', () => {
		const { most, layout } = trackOf('convnext_small');
		expect(layout.runs.some(({ folded }) => folded)).toBe(true);
		// Stem 4; three 7 × 7 at 4, 8, 27 at 16 and 3 at 32 px apart, with 2 × 2 steps between.
		expect(most).toBe(4 + 3 * 6 * 4 + 4 + 3 * 6 * 8 + 8 + 27 * 6 * 16 + 16 + 3 * 6 * 32);
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
		expect(most).toBe(224);
		expect(whole?.x).toBeLessThan(((layout.parts[2]?.x0 ?? 0) / layout.length) * WIDTH);
	});
});

it('says how a layer’s field follows from the one before it', () => {
	const design = presetDesign('convnext_tiny');
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error('ConvNeXt-T cannot be computed');
	const fields = fieldsByPath(examined.network);
	const of = (path: string) => {
		const field = fields.get(path);
		return field ? growthText(field) : undefined;
	};
	expect(of('stem.0')).toBe('1 + (4 − 1) × 1 = 4 px');
	expect(of('stages.0.blocks.0.conv_dw')).toBe('4 + (7 − 1) × 4 = 28 px');
	expect(of('stages.0.blocks.0.mlp.fc1')).toBeNull();
});

it('a chosen unit stays on its map', () => {
	const map = [7, 7, 768];
	expect(middleOf(map)).toEqual({ row: 3, column: 3 });
	expect(movedUnit({ row: 0, column: 6 }, -1, 1, map)).toEqual({ row: 0, column: 6 });
	expect(unitAt(1, 0.5, map)).toEqual({ row: 3, column: 6 });
});
