import { pick } from '../../arch/families/naming.ts';
import type { Design } from '../../arch/design.ts';
import type { FieldValue } from '../../arch/fields.ts';
import { call } from './python.ts';
import { SWIN_FIELDS, windowsTile, type Writing } from './writing.ts';

const numbers = (value: FieldValue | undefined): readonly number[] =>
	Array.isArray(value) ? value.map(Number) : [];

const loading = (imports: readonly string[], model: string, file: string, how = ''): string =>
	[
		'from safetensors.torch import load_file',
		...imports,
		'',
		`model = ${model}`,
		`model.load_state_dict(load_file("${file}")${how})`
	].join('\n');

/** Their loops go over four, whatever the lists say. */
const hasFourStages = ({ depths }: Design['config']): boolean => numbers(depths).length === 4;

const FB_PARTS = {
	conv_dw: 'dwconv',
	'mlp.fc1': 'pwconv1',
	'mlp.fc2': 'pwconv2',
	'mlp.grn.weight': 'grn.gamma',
	'mlp.grn.bias': 'grn.beta'
};

/** ConvNeXt's own code, models/convnext.py and models/convnextv2.py of facebookresearch. */
const facebook = (preset: string, module: string, model: string): Writing => ({
	label: 'facebookresearch',
	preset,
	free: ['depths', 'widths', 'input', 'channels', 'classes', 'pointwise'],
	runs: hasFourStages,
	rules: [
		[/^stem\.([01])\.(.+)$/, 'downsample_layers.0.$1.$2'],
		[/^stages\.(\d+)\.downsample\.([01])\.(.+)$/, 'downsample_layers.$1.$2.$3'],
		[
			/^stages\.(\d+)\.blocks\.(\d+)\.(conv_dw|mlp\.fc1|mlp\.fc2|mlp\.grn\.weight|mlp\.grn\.bias)(.*)$/,
			(stage, block, part, rest) => `stages.${stage}.${block}.${pick(FB_PARTS, part)}${rest}`
		],
		[/^stages\.(\d+)\.blocks\.(\d+)\.(gamma|norm\..+)$/, 'stages.$1.$2.$3'],
		[/^head\.norm\.(.+)$/, 'norm.$1'],
		[/^head\.fc\.(.+)$/, 'head.$1']
	],
	shapeOf(name, shape) {
		if (/\.grn\./.test(name)) return [1, 1, 1, ...shape];
		return /\.pwconv\d\.weight$/.test(name) ? shape.slice(0, 2) : shape;
	},
	load: ({ config: { depths, widths, channels, classes } }, file) =>
		loading(
			[`from models.${module} import ${model}`],
			call(model, { in_chans: channels, num_classes: classes, depths, dims: widths }),
			file
		)
});

const TV_CONVNEXT = { gamma: 'layer_scale', conv_dw: 'block.0', norm: 'block.2' };
const TV_MLP = { fc1: 'block.3', fc2: 'block.5' };
/** torchvision numbers stages and what stands before each alike. */
const stageAt = (stage: string): number => 2 * Number(stage) + 1;

const torchvisionConvNext: Writing = {
	label: 'torchvision',
	preset: 'convnext_tiny',
	free: ['depths', 'widths', 'input', 'classes', 'pointwise'],
	rules: [
		[/^stem\.([01])\.(.+)$/, 'features.0.$1.$2'],
		[
			/^stages\.(\d+)\.downsample\.([01])\.(.+)$/,
			(stage, at, rest) => `features.${stageAt(stage) - 1}.${at}.${rest}`
		],
		[
			/^stages\.(\d+)\.blocks\.(\d+)\.mlp\.(fc[12])\.(.+)$/,
			(stage, block, part, rest) =>
				`features.${stageAt(stage)}.${block}.${pick(TV_MLP, part)}.${rest}`
		],
		[
			/^stages\.(\d+)\.blocks\.(\d+)\.(gamma|conv_dw|norm)(.*)$/,
			(stage, block, part, rest) =>
				`features.${stageAt(stage)}.${block}.${pick(TV_CONVNEXT, part)}${rest}`
		],
		[/^head\.norm\.(.+)$/, 'classifier.0.$1'],
		[/^head\.fc\.(.+)$/, 'classifier.2.$1']
	],
	shapeOf(name, shape) {
		if (name.endsWith('.layer_scale')) return [...shape, 1, 1];
		return /\.block\.[35]\.weight$/.test(name) ? shape.slice(0, 2) : shape;
	},
	load({ config: { depths, widths, classes } }, file) {
		const dims = numbers(widths);
		const rows = numbers(depths).map(
			(depth, i) => `CNBlockConfig(${dims[i] ?? 0}, ${dims[i + 1] ?? 'None'}, ${depth})`
		);
		return loading(
			['from torchvision.models.convnext import CNBlockConfig, ConvNeXt'],
			`ConvNeXt([${rows.join(', ')}], num_classes=${Number(classes)})`,
			file
		);
	}
};

/** timm's ResNet has torchvision's names. */
const torchvisionResNet = (preset: string, block: string): Writing => ({
	label: 'torchvision',
	preset,
	free: ['depths', 'input', 'classes'],
	runs: hasFourStages,
	rules: [[/^(conv1|bn1|layer\d|fc)\..+$/, '$&']],
	load: ({ config: { depths, classes } }, file) =>
		loading(
			[`from torchvision.models.resnet import ${block}, ResNet`],
			`ResNet(${block}, [${numbers(depths).join(', ')}], num_classes=${Number(classes)})`,
			file
		)
});

const TV_VIT = {
	norm: 'ln_',
	'attn.qkv.': 'self_attention.in_proj_',
	'attn.proj.': 'self_attention.out_proj.',
	'mlp.fc1.': 'mlp.0.',
	'mlp.fc2.': 'mlp.3.'
};

const torchvisionVit: Writing = {
	label: 'torchvision',
	preset: 'vit_tiny_patch16_224',
	free: ['width', 'depth', 'heads', 'mlpRatio', 'patch', 'input', 'classes'],
	rules: [
		[/^cls_token$/, 'class_token'],
		[/^pos_embed$/, 'encoder.pos_embedding'],
		[/^patch_embed\.proj\.(.+)$/, 'conv_proj.$1'],
		[
			/^blocks\.(\d+)\.(norm|attn\.qkv\.|attn\.proj\.|mlp\.fc1\.|mlp\.fc2\.)(.+)$/,
			(block, part, rest) => `encoder.layers.encoder_layer_${block}.${pick(TV_VIT, part)}${rest}`
		],
		[/^norm\.(.+)$/, 'encoder.ln.$1'],
		[/^head\.(.+)$/, 'heads.head.$1']
	],
	load: ({ config: { width, depth, heads, mlpRatio, patch, input, classes } }, file) =>
		loading(
			['from torchvision.models.vision_transformer import VisionTransformer'],
			call('VisionTransformer', {
				image_size: input,
				patch_size: patch,
				num_layers: depth,
				num_heads: heads,
				hidden_dim: width,
				mlp_dim: Math.trunc(Number(width) * Number(mlpRatio)),
				num_classes: classes
			}),
			file
		)
};

/** Swin's own code, models/swin_transformer.py of Microsoft. */
const microsoft: Writing = {
	label: 'Microsoft',
	preset: 'swin_tiny_patch4_window7_224',
	free: SWIN_FIELDS,
	runs: windowsTile,
	rules: [
		// There patches are merged at the end of a stage, and here where the next begins.
		[
			/^layers\.(\d+)\.downsample\.(.+)$/,
			(stage, rest) => `layers.${Number(stage) - 1}.downsample.${rest}`
		],
		[/^head\.fc\.(.+)$/, 'head.$1'],
		[/^(patch_embed|layers|norm)\..+$/, '$&']
	],
	load: ({ config }, file) =>
		loading(
			['from models.swin_transformer import SwinTransformer'],
			call('SwinTransformer', {
				img_size: config['input'],
				patch_size: config['patch'],
				in_chans: config['channels'],
				num_classes: config['classes'],
				embed_dim: config['width'],
				depths: config['depths'],
				num_heads: config['heads'],
				window_size: 7,
				mlp_ratio: config['mlpRatio'],
				qkv_bias: config['qkvBias']
			}),
			file,
			// Its tables of places and its masks follow from the design.
			', strict=False'
		)
};

/** Networks in their authors' code, and in torchvision. */
export const authorWritings: readonly Writing[] = [
	facebook('convnext_tiny', 'convnext', 'ConvNeXt'),
	facebook('convnextv2_tiny', 'convnextv2', 'ConvNeXtV2'),
	microsoft,
	torchvisionConvNext,
	torchvisionResNet('resnet50', 'Bottleneck'),
	torchvisionResNet('resnet18', 'BasicBlock'),
	torchvisionVit
];
