import { expect, test } from 'vitest';
import { loadReaders } from '../../../src/lib/checkpoint/readers.ts';
import { knownKind, seemsToBe } from '../../../src/lib/checkpoint/unknown-file.ts';
import { openCheckpoint } from '../../../src/lib/checkpoint/open.ts';
import { presetDesign } from '../../../src/lib/arch/design.ts';
import { weightShapes } from '../../../src/lib/checkpoint/differences.ts';
import { fileOf } from '../../checkpoint-files.ts';
import { networkOf, networkOfDesign } from '../../networks.ts';
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

test('a detector of DETR’s kind is not taken for a network whose body is called so', () => {
	const names = ['backbone.0.body.layer1.0.conv1.weight', 'bbox_embed.layers.0.weight'];
	expect(knownKind(names)).toMatch(/DETR/);
	expect(knownKind(names.slice(0, 1))).toBe(null);
});

test('a file of changes is no network, and a quantized one is not either', () => {
	expect(knownKind(['a.q_proj.lora_A.weight'])).toBe(
		'It seems to be changes to a network (LoRA), alone or beside it: merge them into it first (peft’s merge_and_unload).'
	);
	expect(knownKind(['layers.0.qweight', 'layers.0.qzeros'])).toContain('a quantized network');
});

test.each([
	[
		'bit.encoder.stages.0.layers.0.conv1.weight',
		'BiT under Hugging Face’s names',
		'nearest is ResNet'
	],
	['cvt.encoder.stages.0.layers.0.output.dense.weight', 'CvT', 'nearest is ViT'],
	['mobilevit.conv_stem.convolution.weight', 'MobileViT under', 'nearest is EfficientNet'],
	['model.query_position_embeddings.weight', 'DETR', 'nearest is ResNet'],
	['blocks.0.attn.qkv.base_layer.weight', '(PEFT)', 'model.merge_and_unload()'],
	['h.0.query.weight.quant_state.bitsandbytes__nf4', '(bitsandbytes)', 'model.dequantize()'],
	['h.0.query.weight.absmax', '(bitsandbytes)', 'the weights that it was made from'],
	['layers.0.g_idx layers.0.qweight', '(GPTQ or AWQ)', 'the weights that it was made from'],
	['fc._packed_params._packed_params', 'PyTorch quantized', 'the one of floats'],
	['conv1.weight_scale', 'a quantized network', 'the weights that it was made from']
])('%s is told for what it seems to be, and what to do', (names, words, advice) => {
	const told = knownKind(names.split(' '));
	expect(told).toContain(words);
	expect(told).toContain(advice);
});

test('weights in whole numbers are refused with what they mostly are', async () => {
	const shapes = [...weightShapes(networkOf('resnet18').layers)];
	let end = 0;
	const header = JSON.stringify(
		Object.fromEntries(
			shapes.map(([name, shape]) => {
				const start = end;
				end += shape.reduce((product, size) => product * size, 1);
				return [name, { dtype: 'I8', shape, data_offsets: [start, end] }];
			})
		)
	);
	const length = new Uint8Array(8);
	new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
	const opened = await openCheckpoint(
		new Blob([length, header, new Uint8Array(end)]),
		'model.safetensors'
	);
	expect(opened).toMatchObject({
		ok: false,
		message: expect.stringMatching(
			/permitted are F64, F32, F16 and BF16\. Such are mostly quantized/
		)
	});
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
