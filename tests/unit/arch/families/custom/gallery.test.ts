import '../../../../all-families.ts';
import { expect, test } from 'vitest';
import { presetDesign, type Design } from '../../../../../src/lib/arch/design.ts';
import { paperBlocks } from '../../../../../src/lib/arch/families/custom/gallery.ts';
import {
	lineStages,
	putBlock,
	withBlock
} from '../../../../../src/lib/arch/families/custom/put-block.ts';
import { networkOfDesign } from '../../../../networks.ts';

function preset(name: string): Design {
	const design = presetDesign(`custom:${name}`);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
}

/** The preset and the stage whose blocks are those of the paper. */
const presets: Readonly<Record<string, readonly [preset: string, stage: number]>> = {
	'ResNet, basic': ['resnet18', 2],
	'ResNet, bottleneck': ['resnet50', 3],
	ResNeXt: ['resnext50_32x4d', 2],
	'Squeeze-and-excitation': ['seresnet50', 2],
	'MobileNetV2, inverted residual': ['mobilenetv2_100', 4],
	'EfficientNet, MBConv': ['efficientnet_b0', 4],
	SwiGLU: ['vit_giant_patch14_dinov2', 1],
	ViT: ['vit_tiny_patch16_224', 1],
	Swin: ['swin_tiny_patch4_window7_224', 2],
	'EfficientNetV2, fused MBConv': ['tf_efficientnetv2_s', 2],
	'Swin V2': ['swinv2_tiny_window8_256', 2],
	PoolFormer: ['poolformer_s12', 2],
	ConvNeXt: ['convnext_tiny', 2],
	'Parallel ViT': ['vit_small_patch16_18x2_224', 1],
	'CAFormer, convolution': ['caformer_s18', 2],
	'CAFormer, attention': ['caformer_s18', 3],
	'ConvNeXt V2': ['convnextv2_tiny', 2],
	InceptionNeXt: ['inception_next_tiny', 2]
};

const blocksOf = (design: Design, stage: number) =>
	networkOfDesign(design)
		.layers.filter((layer) => layer.stage === stage && layer.blockRole === 'block')
		.map(({ op, params, macs, out }) => `${op.kind} ${params} ${macs} ${out.join('x')}`);

/** What this preset's own block has beside the paper's: a scale after each half. */
const beside: Readonly<Record<string, RegExp>> = { SwiGLU: /^layerScale/ };

test.each(paperBlocks.filter(({ name }) => name in presets))(
	'$name has the operations, shapes and counts of the preset’s block',
	({ name, line }) => {
		const [from = '', stage = 1] = presets[name] ?? [];
		const design = preset(from);
		const eight = name === 'Swin V2';
		const own = eight
			? line.replaceAll('=7', '=8').replaceAll('windows7', 'windows8').replaceAll('=3', '=4')
			: line;
		const without = beside[name];
		const expected = blocksOf(design, stage).filter((layer) => !without?.test(layer));
		expect(blocksOf(withBlock(design, own, stage), stage)).toEqual(expected);
	}
);

test('all but one are held to a preset', () => {
	const alone = paperBlocks.filter(({ name }) => !(name in presets)).map(({ name }) => name);
	expect(alone).toEqual(['Pre-activation ResNet']);
});

test('32 groups do not divide half of 96 channels, which is said', () => {
	const { line = '' } = paperBlocks.find(({ name }) => name === 'ResNeXt') ?? {};
	const design = preset('convnext_tiny');
	expect(putBlock(design, line, 1)).toMatchObject({ ok: false });
	expect(putBlock(design, line, 2)).toMatchObject({ ok: true });
});

test.each(paperBlocks.filter(({ name }) => name !== 'ResNeXt'))(
	'$name fits every stage of ConvNeXt-T, alone and in all',
	({ line }) => {
		const design = preset('convnext_tiny');
		expect(lineStages(design)).toBe(4);
		for (const stage of [1, 2, 3, 4, null]) {
			const placed = putBlock(design, line, stage);
			expect(placed).toMatchObject({ ok: true });
		}
	}
);

test('a block costs in its stage what its operations do, and one that does not fit says why', () => {
	const design = preset('convnext_tiny');
	const placed = putBlock(design, 'add(dw7, ln, linear 4C, gelu, linear C, scale)', 2);
	expect(placed).toMatchObject({ ok: true, cost: { params: 306_048, macs: 238_586_880 } });
	expect(putBlock(preset('resnet50'), 'add(dw7, ln, linear C)', 1)).toMatchObject({ ok: false });
});

test('one stage is changed, and the others stay what they are', () => {
	const { config } = withBlock(preset('convnext_tiny'), 'add(dw3)', 3);
	const before = 'add(dw7, ln, linear 4C, gelu, linear C, scale)';
	expect(config.blocks).toEqual([before, before, 'add(dw3)', before]);
	expect(withBlock(preset('convnext_tiny'), 'add(dw3)', null).config.blocks).toEqual(['add(dw3)']);
});
