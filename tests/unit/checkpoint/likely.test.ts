import { expect, test } from 'vitest';
import type { Shape } from '../../../src/lib/arch/net.ts';
import { weightShapes } from '../../../src/lib/checkpoint/differences.ts';
import { openFiles } from '../../../src/lib/checkpoint/open.ts';
import { writeHeader } from '../../../src/lib/checkpoint/containers/safetensors.ts';
import { elements } from '../../../src/lib/arch/ops.ts';
import { Sources } from '../../../src/lib/state/sources.svelte.ts';
import { Studio } from '../../../src/lib/state/studio.svelte.ts';
import { changesOf, defaultDesign } from '../../../src/lib/share/settings.ts';
import files from '../../golden/checkpoints/files.json';
import { fileOf } from '../../checkpoint-files.ts';
import { networkOf } from '../../networks.ts';

type Tensors = Readonly<Record<string, Shape>>;

const shapesOf = (name: string, rename = (key: string) => key): Tensors =>
	Object.fromEntries(
		[...weightShapes(networkOf(name).layers)].map(([key, shape]) => [rename(key), shape])
	);

/** A file whose header alone is there: what it is of is told without its values. */
function headerOf(tensors: Tensors): Blob {
	const slots = Object.entries(tensors).map(([name, shape]) => ({ name, shape }));
	const header = writeHeader(slots);
	const size = header.length + slots.reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
	const slice = (from: number, to: number) => new Blob([header.subarray(from, to)]);
	return { size, slice } as unknown as Blob;
}

/** What is chosen for a field of a file, and whether a person is asked. */
async function chosen(tensors: Tensors, key: string, name: string, config?: object) {
	const beside = config ? [{ name: 'config.json', file: new Blob([JSON.stringify(config)]) }] : [];
	const opened = await openFiles([{ name, file: headerOf(tensors) }, ...beside]);
	if (!opened.ok) throw new Error(opened.message);
	const { assumed, design } = opened.checkpoint;
	const { asked = false, reason = '' } = assumed.find((one) => one.key === key) ?? {};
	return { value: design.config[key], asked, reason, preset: design.preset };
}

const golden = (name: keyof typeof files): Tensors => files[name].tensors;
const mm = (key: string) => `backbone.${key}`;
const withoutHead = (tensors: Tensors): Tensors =>
	Object.fromEntries(Object.entries(tensors).filter(([key]) => !key.includes('fc.')));

test('of a ResNet-50 under torchvision’s and timm’s names nobody is asked where its stride is', async () => {
	const { value, asked } = await chosen(shapesOf('resnet50'), 'strideOn', 'resnet50-11ad3fa6.pth');
	expect([value, asked]).toEqual(['spatial', false]);
});

test('of OpenMMLab’s ResNet-50 it is asked, and one that is called Caffe’s has it on the 1 × 1', async () => {
	const tensors = withoutHead(shapesOf('resnet50', mm));
	const plain = await chosen(tensors, 'strideOn', 'mask_rcnn_r50_fpn.pth');
	expect(plain).toMatchObject({ value: 'spatial', asked: true });
	expect(plain.reason).toContain("style='caffe'");
	const caffe = await chosen(tensors, 'strideOn', 'faster_rcnn_r50_caffe_fpn.pth');
	expect(caffe).toMatchObject({ value: 'pointwise', asked: true });
	const backbone = withoutHead(shapesOf('resnet50'));
	expect(await chosen(backbone, 'strideOn', 'resnet50_msra-5891d200.pth')).toMatchObject({
		value: 'pointwise',
		asked: true
	});
	expect((await chosen(shapesOf('resnet18', mm), 'strideOn', 'r18.pth')).asked).toBe(false);
});

test('what Transformers’ config.json says of a ResNet’s stride is believed', async () => {
	const config = { model_type: 'resnet', downsample_in_bottleneck: true };
	const { value, asked } = await chosen(golden('hf resnet'), 'strideOn', 'model.bin', config);
	expect([value, asked]).toEqual(['pointwise', false]);
});

test('PoolFormer V2 and IdentityFormer of sail-sg are told apart by a person, or by the file’s name', async () => {
	const tensors = golden('sail-sg poolformer v2');
	expect(await chosen(tensors, 'mixers', 'weights.pth')).toMatchObject({
		value: ['pool', 'pool', 'pool', 'pool'],
		asked: true
	});
	expect(await chosen(tensors, 'mixers', 'identityformer_s12.pth')).toMatchObject({
		value: ['none', 'none', 'none', 'none'],
		asked: true
	});
	const timm = await chosen(shapesOf('poolformerv2_s12'), 'mixers', 'weights.pth');
	expect([timm.value, timm.asked]).toEqual([['pool', 'pool', 'pool', 'pool'], false]);
});

const openai = golden('openai clip');

test.each([
	['openai clip', openai, 'open_clip_pytorch_model.bin', 'gelu'],
	['openai clip', openai, 'ViT-B-32-openai.pt', 'quickGelu'],
	['openai clip', { ...openai, input_resolution: [] }, 'model.pt', 'quickGelu'],
	['hf clip', golden('hf clip'), 'model.safetensors', 'quickGelu'],
	['hf clip', golden('hf clip'), 'laion-vit-b-32.safetensors', 'gelu'],
	['hf siglip', golden('hf siglip'), 'model.safetensors', 'geluTanh']
] as const)('the activation of %s is the likely one (%#)', async (_, tensors, name, value) => {
	expect(await chosen(tensors, 'activation', name)).toMatchObject({ value, asked: true });
});

test('what CLIP’s config.json says of its activation is not asked', async () => {
	const config = { vision_config: { hidden_act: 'gelu' } };
	const { value, asked } = await chosen(golden('hf clip'), 'activation', 'model.bin', config);
	expect([value, asked]).toEqual(['gelu', false]);
});

/** From timm's names of a Swin to torchvision's, as far as they are asked of here. */
function torchvisionSwin(key: string): string {
	return key
		.replace(/^patch_embed\.proj\./, 'features.0.0.')
		.replace(/^patch_embed\.norm\./, 'features.0.2.')
		.replace(/^layers\.(\d)\.downsample\./, (_, n) => `features.${2 * Number(n)}.`)
		.replace(/^layers\.(\d)\.blocks\./, (_, n) => `features.${2 * Number(n) + 1}.`)
		.replace('mlp.fc1', 'mlp.0')
		.replace('mlp.fc2', 'mlp.3')
		.replace('head.fc', 'head');
}

test('windows of torchvision’s own Swin V2 are known, and of others under its names asked', async () => {
	const timm = shapesOf('swinv2_tiny_window8_256', torchvisionSwin);
	const bias = Object.entries(timm).flatMap(([key, [rows = 0]]) =>
		key.endsWith('.q_bias') ? [[key.replace('q_bias', 'qkv.bias'), [3 * rows]] as const] : []
	);
	const rest = Object.entries(timm).filter(([key]) => !/\.[qv]_bias$/.test(key));
	const tensors = Object.fromEntries([...rest, ...bias]);
	const known = await chosen(tensors, 'window', 'swin_v2_t-b137f0e2.pth');
	expect(known).toMatchObject({ value: [8, 8, 8, 8], asked: false });
	expect((await chosen(tensors, 'input', 'swin_v2_t.pth')).value).toBe(256);
	expect(await chosen(golden('torchvision swin v2'), 'window', 'mine.pth')).toMatchObject({
		value: [8, 8],
		asked: true
	});
});

test('a likely activation does not make a network of other patches the nearest', async () => {
	const rename = (key: string) =>
		key
			.replace('patch_embed.proj', 'visual.conv1')
			.replace('pos_embed', 'visual.positional_embedding')
			.replace('cls_token', 'visual.class_embedding')
			.replace('norm_pre', 'visual.ln_pre')
			.replace(/^norm/, 'visual.ln_post')
			.replace('blocks.', 'visual.transformer.resblocks.')
			.replace('norm1', 'ln_1')
			.replace('norm2', 'ln_2')
			.replace('attn.qkv.', 'attn.in_proj_')
			.replace('attn.proj', 'attn.out_proj')
			.replace('mlp.fc1', 'mlp.c_fc')
			.replace('mlp.fc2', 'mlp.c_proj');
	const named = Object.entries(shapesOf('vit_base_patch16_clip_224', rename));
	const tensors = Object.fromEntries(named.filter(([key]) => !key.startsWith('head')));
	const whole = { ...tensors, 'visual.class_embedding': [768], input_resolution: [] };
	const found = await chosen(whole, 'activation', 'model.pt');
	expect(found).toMatchObject({
		value: 'quickGelu',
		preset: 'vit_base_patch16_clip_quickgelu_224'
	});
});

test('DeiT III’s link says nothing of angles, and an answer that it is RoPE-ViT brings them', async () => {
	const studio = new Studio(defaultDesign());
	const sources = new Sources(studio, (named) => openFiles(named));
	await sources.takeWeights([new File([fileOf(golden('facebook deit3'))], 'deit3.safetensors')]);
	const said = () => changesOf(studio.design).filter(([key]) => key.startsWith('rotary'));
	expect(said()).toEqual([]);
	sources.answer('rotary', 'counted');
	expect(said()).toEqual([
		['rotary', 'counted'],
		['rotaryBase', '100'],
		['rotaryOrder', 'columns']
	]);
	sources.answer('rotary', 'none');
	expect(said()).toEqual([]);
	studio.undo();
	expect(said()).toHaveLength(3);
});
