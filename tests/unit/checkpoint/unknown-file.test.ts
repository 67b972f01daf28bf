import { expect, test } from 'vitest';
import { loadReaders } from '../../../src/lib/checkpoint/readers.ts';
import { knownKind, seemsToBe } from '../../../src/lib/checkpoint/unknown-file.ts';
import { openCheckpoint } from '../../../src/lib/checkpoint/open.ts';
import { presetDesign } from '../../../src/lib/arch/design.ts';
import { weightShapes } from '../../../src/lib/checkpoint/differences.ts';
import { fileOf } from '../../checkpoint-files.ts';
import { networkOfDesign } from '../../networks.ts';
import { presetsByStructure } from '../../presets.ts';

const readers = await loadReaders();

test.each([
	['stages.0.blocks.0.attn_grid.norm1.weight', 'MaxViT', 'EfficientNet'],
	['module.stages.2.blocks.0.attn.rel_pos.mlp.fc1.weight', 'CoAtNet', 'EfficientNet'],
	['stages.3.blocks.4.token_mixer.attention_biases', 'EfficientFormer', 'MetaFormer'],
	['blocks.0.attn.relative_position_bias_table', 'BEiT', 'ViT'],
	['blocks.3.attn.rel_pos_h', 'the image encoder of Segment Anything (SAM)', 'ViT'],
	['layer1.0.convs.0.weight', 'Res2Net', 'ResNet'],
	[
		'segformer.encoder.block.0.0.attention.self.sr.weight',
		'a PVT, a SegFormer or Twins',
		'MetaFormer'
	]
])('%s is told for what it is, and what is nearest', (name, words, nearest) => {
	expect(seemsToBe(['head.weight', name], readers)).toBe(
		`It seems to be ${words}, which is not built here; nearest is ${nearest}.`
	);
});

test('a file of changes is no network, and a quantized one is not either', () => {
	expect(knownKind(['a.q_proj.lora_A.weight'])).toBe(
		'It seems to be changes to a network (LoRA), alone or beside it: merge them into it first (peft’s merge_and_unload).'
	);
	expect(knownKind(['layers.0.qweight', 'layers.0.qzeros'])).toContain('a quantized network');
});

test('of what no name tells the families are said, a single one too', () => {
	expect(seemsToBe(['a', 'b'], readers)).toMatch(
		/^What it is, its names do not say\. Its tensors are not those of a ConvNeXt, .* or ViT under timm’s, .* names\.$/
	);
	const [one] = readers.filter(({ family }) => family.id === 'metaformer');
	expect(one && seemsToBe(['a'], [one])).toContain('those of a MetaFormer under');
});

test.each(presetsByStructure)('%s is not told for another network', (name) => {
	const design = presetDesign(name);
	if (!design) throw new Error(name);
	expect(knownKind([...weightShapes(networkOfDesign(design).layers).keys()])).toBeNull();
});

test('a refusal names no field that nobody typed', async () => {
	const opened = await openCheckpoint(
		fileOf({
			'conv1.weight': [64, 3, 7, 7],
			'layer1.0.conv1.weight': [64, 64, 1, 1],
			'layer1.0.convs.0.weight': [16, 16, 3, 3]
		}),
		'res2net.safetensors'
	);
	expect(opened).toMatchObject({
		ok: false,
		message:
			'“res2net.safetensors” does not fit any design here. It seems to be Res2Net, which is not built here; nearest is ResNet.'
	});
});
