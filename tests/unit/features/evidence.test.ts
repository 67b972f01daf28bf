import { expect, test } from 'vitest';
import { gradCam, gradientTimesInput, layerCam } from '../../../src/lib/features/evidence.ts';
import { placementsOf, type Placement } from '../../../src/lib/features/placement.ts';
import { evidenceLayerOf } from '../../../src/lib/features/shown.ts';
import { networkOf } from '../../networks.ts';
import { smallNetwork } from '../../small-networks.ts';

const placement: Placement = {
	kind: 'map',
	sides: [1, 2],
	onPicture: [1, 2],
	rolled: [0, 0],
	leading: ['class']
};

// A class token, then two places of two channels.
const seen = {
	shape: [3, 2],
	values: Float32Array.of(9, 9, 1, 2, 3, 4),
	gradient: Float32Array.of(100, 100, 1, -1, 3, -3)
};

test('Grad-CAM takes mean gradients over the picture alone, and nothing that speaks against', () => {
	// Weights 2 and -2: 2 - 4 and 6 - 8.
	expect([...gradCam(seen, placement).values]).toEqual([0, 0]);
	const other = { ...seen, gradient: seen.gradient.map((value) => -value) };
	expect([...gradCam(other, placement).values]).toEqual([2, 2]);
});

test('Layer-CAM takes each place’s own positive gradients, gradient times input all of them', () => {
	expect([...layerCam(seen, placement).values]).toEqual([1, 9]);
	expect([...gradientTimesInput(seen, placement).values]).toEqual([-1, -3]);
});

const evidencePath = (name: string) => {
	const { layers } = smallNetwork(name);
	return evidenceLayerOf(layers, placementsOf(layers))?.path;
};

test('evidence is looked for at the last map that tells places apart', () => {
	expect(evidencePath('tiny_convnext')).toBe('stages.3.blocks.0.add');
	expect(evidencePath('tiny_swin')).toBe('norm');
	// Past the last attention a class token is alone: the norm before it, as class activation maps of ViTs are made.
	expect(evidencePath('tiny_vit')).toBe('blocks.1.norm1');
	expect(evidencePath('small_vit_reg_ls')).toBe('blocks.1.norm1');
	expect(evidencePath('qk_norm_vit')).toBe('blocks.1.norm1');
	const { layers } = networkOf('vit_base_patch16_xp_224');
	expect(evidenceLayerOf(layers, placementsOf(layers))?.path).toBe('blocks.11.in_norm');
	expect(evidencePath('average_vit')).toBe('blocks.1.add2');
});
