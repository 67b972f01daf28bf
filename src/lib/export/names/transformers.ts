import type { Design } from '../../arch/design.ts';
import { pick, type NamingRule } from '../../arch/families/naming.ts';
import type { FieldValue } from '../../arch/fields.ts';
import { call } from './python.ts';
import { SWIN_FIELDS, windowsTile, type Writing } from './writing.ts';

const LABEL = 'Hugging Face Transformers';

type Arguments = (config: Design['config']) => Readonly<Record<string, FieldValue | undefined>>;

/** Reads names of version 4 as the hub has them, in version 5 too. */
const loadWith =
	(model: string, args: Arguments): Writing['load'] =>
	({ config }, file) =>
		[
			'from safetensors.torch import load_file',
			`from transformers import ${model}Config, ${model}ForImageClassification`,
			'',
			`config = ${call(`${model}Config`, { ...args(config), num_channels: config['channels'], num_labels: config['classes'] })}`,
			`model = ${model}ForImageClassification.from_pretrained(None, config=config, state_dict=load_file("${file}"))`
		].join('\n');

const stages = (value: FieldValue | undefined): number => (Array.isArray(value) ? value.length : 1);

const NEXT_PARTS = {
	gamma: 'layer_scale_parameter',
	conv_dw: 'dwconv',
	norm: 'layernorm',
	'mlp.fc1': 'pwconv1',
	'mlp.fc2': 'pwconv2',
	'mlp.grn': 'grn'
};

const convNext = (root: 'convnext' | 'convnextv2', preset: string, model: string): Writing => ({
	label: LABEL,
	preset,
	free: ['depths', 'widths', 'input', 'channels', 'classes', 'patch', 'pointwise'],
	rules: [
		[/^stem\.0\.(.+)$/, `${root}.embeddings.patch_embeddings.$1`],
		[/^stem\.1\.(.+)$/, `${root}.embeddings.layernorm.$1`],
		[
			/^stages\.(\d+)\.downsample\.([01])\.(.+)$/,
			`${root}.encoder.stages.$1.downsampling_layer.$2.$3`
		],
		[
			/^stages\.(\d+)\.blocks\.(\d+)\.(gamma|conv_dw|norm|mlp\.fc1|mlp\.fc2|mlp\.grn)(.*)$/,
			(stage, block, part, rest) =>
				`${root}.encoder.stages.${stage}.layers.${block}.${pick(NEXT_PARTS, part)}${rest}`
		],
		[/^head\.norm\.(.+)$/, `${root}.layernorm.$1`],
		[/^head\.fc\.(.+)$/, 'classifier.$1']
	],
	shapeOf(name, shape) {
		if (/\.grn\./.test(name)) return [1, 1, 1, ...shape];
		return /\.pwconv\d\.weight$/.test(name) ? shape.slice(0, 2) : shape;
	},
	load: loadWith(model, ({ depths, widths, patch }) => ({
		depths,
		hidden_sizes: widths,
		num_stages: stages(depths),
		patch_size: patch,
		layer_norm_eps: 1e-6
	}))
});

const resNet = (layer: 'basic' | 'bottleneck', preset: string): Writing => ({
	label: LABEL,
	preset,
	free: ['depths', 'widths', 'input', 'channels', 'classes'],
	rules: [
		[/^conv1\.(.+)$/, 'resnet.embedder.embedder.convolution.$1'],
		[/^bn1\.(.+)$/, 'resnet.embedder.embedder.normalization.$1'],
		...(
			[
				['conv', 'convolution'],
				['bn', 'normalization']
			] as const
		).map(([timm, theirs]): NamingRule => [
			new RegExp(`^layer(\\d)\\.(\\d+)\\.${timm}(\\d)\\.(.+)$`),
			(stage, block, number, rest) =>
				`resnet.encoder.stages.${Number(stage) - 1}.layers.${block}.layer.${Number(number) - 1}.${theirs}.${rest}`
		]),
		[
			/^layer(\d)\.(\d+)\.downsample\.([01])\.(.+)$/,
			(stage, block, at, rest) =>
				`resnet.encoder.stages.${Number(stage) - 1}.layers.${block}.shortcut.${at === '0' ? 'convolution' : 'normalization'}.${rest}`
		],
		[/^fc\.(.+)$/, 'classifier.1.$1']
	],
	load: loadWith('ResNet', ({ depths, widths }) => ({
		depths,
		embedding_size: Array.isArray(widths) ? Number(widths[0]) : undefined,
		hidden_sizes: (Array.isArray(widths) ? widths : []).map(
			(width) => Number(width) * (layer === 'basic' ? 1 : 4)
		),
		layer_type: layer
	}))
});

const QKV = ['query', 'key', 'value'];
const BLOCK = {
	'attn.proj': 'attention.output.dense',
	norm1: 'layernorm_before',
	norm2: 'layernorm_after',
	'mlp.fc1': 'intermediate.dense',
	'mlp.fc2': 'output.dense'
};
const PARTS = '(attn\\.proj|norm[12]|mlp\\.fc[12])';

const vit: Writing = {
	label: LABEL,
	preset: 'vit_tiny_patch16_224',
	free: [
		...['width', 'depth', 'heads', 'mlpRatio', 'patch', 'input', 'channels', 'classes'],
		...['qkvBias', 'keyBias', 'eps']
	],
	rules: [
		[/^cls_token$/, 'vit.embeddings.cls_token'],
		[/^pos_embed$/, 'vit.embeddings.position_embeddings'],
		[/^patch_embed\.proj\.(.+)$/, 'vit.embeddings.patch_embeddings.projection.$1'],
		[/^blocks\.(\d+)\.attn\.qkv\.(.+)$/, 'vit.encoder.layer.$1.attention.attention.@.$2'],
		[
			new RegExp(`^blocks\\.(\\d+)\\.${PARTS}\\.(.+)$`),
			(block, part, rest) => `vit.encoder.layer.${block}.${pick(BLOCK, part)}.${rest}`
		],
		[/^norm\.(.+)$/, 'vit.layernorm.$1'],
		[/^head\.(.+)$/, 'classifier.$1']
	],
	splits: [{ of: /@/, into: QKV }],
	load: loadWith('ViT', ({ width, depth, heads, mlpRatio, patch, input, qkvBias, eps }) => ({
		hidden_size: width,
		num_hidden_layers: depth,
		num_attention_heads: heads,
		intermediate_size: Math.trunc(Number(width) * Number(mlpRatio)),
		image_size: input,
		patch_size: patch,
		qkv_bias: qkvBias,
		layer_norm_eps: Number(eps)
	}))
};

const swin: Writing = {
	label: LABEL,
	preset: 'swin_tiny_patch4_window7_224',
	free: SWIN_FIELDS,
	runs: windowsTile,
	rules: [
		[/^patch_embed\.proj\.(.+)$/, 'swin.embeddings.patch_embeddings.projection.$1'],
		[/^patch_embed\.norm\.(.+)$/, 'swin.embeddings.norm.$1'],
		[
			/^layers\.(\d+)\.blocks\.(\d+)\.attn\.qkv\.(.+)$/,
			'swin.encoder.layers.$1.blocks.$2.attention.self.@.$3'
		],
		[
			/^layers\.(\d+)\.blocks\.(\d+)\.attn\.(relative_position_bias_table)$/,
			'swin.encoder.layers.$1.blocks.$2.attention.self.$3'
		],
		[
			new RegExp(`^layers\\.(\\d+)\\.blocks\\.(\\d+)\\.${PARTS}\\.(.+)$`),
			(stage, block, part, rest) =>
				`swin.encoder.layers.${stage}.blocks.${block}.${pick(BLOCK, part)}.${rest}`
		],
		// There patches are merged at the end of a stage, and here where the next begins.
		[
			/^layers\.(\d+)\.downsample\.(.+)$/,
			(stage, rest) => `swin.encoder.layers.${Number(stage) - 1}.downsample.${rest}`
		],
		[/^norm\.(.+)$/, 'swin.layernorm.$1'],
		[/^head\.fc\.(.+)$/, 'classifier.$1']
	],
	splits: [{ of: /@/, into: QKV }],
	load: loadWith('Swin', ({ depths, heads, width, mlpRatio, input, patch, qkvBias }) => ({
		embed_dim: width,
		depths,
		num_heads: heads,
		window_size: 7,
		mlp_ratio: mlpRatio,
		image_size: input,
		patch_size: patch,
		qkv_bias: qkvBias
	}))
};

/** Networks that Hugging Face's Transformers have too. */
export const transformersWritings: readonly Writing[] = [
	convNext('convnext', 'convnext_tiny', 'ConvNext'),
	convNext('convnextv2', 'convnextv2_tiny', 'ConvNextV2'),
	resNet('bottleneck', 'resnet50'),
	resNet('basic', 'resnet18'),
	vit,
	swin
];
