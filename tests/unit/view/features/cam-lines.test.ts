import { expect, test } from 'vitest';
import { placementsOf } from '../../../../src/lib/features/placement.ts';
import { evidenceLayerOf, outputLayerOf } from '../../../../src/lib/features/shown.ts';
import { camLines } from '../../../../src/lib/view/features/cam-lines.ts';
import { networkOf } from '../../../networks.ts';
import '../../../all-families.ts';

/** The lines for a layer of a preset, or for the layer that is shown first. */
function linesOf(preset: string, family: string, id: string | null = null): string | null {
	const { layers } = networkOf(preset);
	const placements = placementsOf(layers);
	const layer = outputLayerOf(layers, id) ?? evidenceLayerOf(layers, placements);
	const placement = layer && placements.get(layer.path);
	return layer && placement ? camLines(layer, layers, placement, family) : null;
}

test('a ConvNet’s blocks give maps as Grad-CAM libraries take them', () => {
	expect(linesOf('convnext_tiny', 'convnet')).toBe(
		'target_layers = [model.get_submodule("stages.3.blocks.2")]\ncam = GradCAM(model=model, target_layers=target_layers)'
	);
	expect(linesOf('resnet50', 'convnet')).toContain('get_submodule("layer4.2")');
});

test('Swin’s channels come first before, and a ViT’s tokens lie down again without the class token', () => {
	expect(linesOf('swin_tiny_patch4_window7_224', 'swin')).toContain(
		'("norm")]\ncam = GradCAM(model=model, target_layers=target_layers, reshape_transform=lambda x: x.permute(0, 3, 1, 2))'
	);
	expect(linesOf('vit_tiny_patch16_224', 'vit')).toContain(
		'("blocks.11.norm1")]\ncam = GradCAM(model=model, target_layers=target_layers, reshape_transform=lambda x: x[:, 1:].unflatten(1, (14, 14)).permute(0, 3, 1, 2))'
	);
});

test('no lines are given for what is no module of timm’s, or one whose axes differ from block to block', () => {
	expect(linesOf('convnext_tiny', 'convnet', 'stages.3.blocks.2.mlp.act')).toBeNull();
	expect(linesOf('caformer_s18', 'metaformer', 'stages.3.blocks.2')).toBeNull();
});
