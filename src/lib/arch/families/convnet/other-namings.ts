import { pick, type Naming } from '../naming.ts';

const HF_BLOCK = {
	layer_scale_parameter: 'gamma',
	gamma: 'gamma',
	dwconv: 'conv_dw',
	depthwise_conv: 'conv_dw',
	layernorm: 'norm',
	layer_norm: 'norm',
	norm: 'norm',
	pwconv1: 'mlp.fc1',
	pwconv2: 'mlp.fc2',
	pointwise_conv1: 'mlp.fc1',
	pointwise_conv2: 'mlp.fc2',
	'grn.weight': 'mlp.grn.weight',
	'grn.bias': 'mlp.grn.bias',
	'grn.gamma': 'mlp.grn.weight',
	'grn.beta': 'mlp.grn.bias'
};
const PART = Object.keys(HF_BLOCK)
	.map((part) => part.replace('.', '\\.'))
	.join('|');

const block = (stage: string, index: string, part: string, rest: string): string =>
	`stages.${stage}.blocks.${index}.${pick(HF_BLOCK, part)}${rest}`;
const grn = /\.grn\.(weight|bias)$/;

/** Names of ConvNeXt's weights in Hugging Face's Transformers. */
const convnext: Naming = {
	author: 'Hugging Face',
	mark: /(convnext(v2)?\.)?encoder\.stages\.0\.layers\.0\.dwconv\.weight$/,
	rules: [
		[/^(?:convnext(?:v2)?\.)?embeddings\.patch_embeddings\.(.+)$/, 'stem.0.$1'],
		[/^(?:convnext(?:v2)?\.)?embeddings\.layernorm\.(.+)$/, 'stem.1.$1'],
		[
			/^(?:convnext(?:v2)?\.)?encoder\.stages\.(\d+)\.downsampling_layer\.([01])\.(.+)$/,
			'stages.$1.downsample.$2.$3'
		],
		[
			new RegExp(
				`^(?:convnext(?:v2)?\\.)?encoder\\.stages\\.(\\d+)\\.layers\\.(\\d+)\\.(${PART})(.*)$`
			),
			block
		],
		[/^(?:convnext(?:v2)?\.)?layernorm\.(.+)$/, 'head.norm.$1'],
		// A backbone norms every map that it hands on, the last before anything pools it.
		[/^hidden_states_norms\.stage4\.(.+)$/, 'norm_pre.$1'],
		[/^classifier\.(.+)$/, 'head.fc.$1']
	],
	flat: grn,
	bystanders: /^hidden_states_norms\.stage[1-3]\./
};

/** DINOv3's ConvNeXt there. */
const dinov3: Naming = {
	author: 'Hugging Face',
	mark: /(model\.)?stages\.0\.layers\.0\.depthwise_conv\.weight$/,
	rules: [
		[/^(?:model\.)?stages\.0\.downsample_layers\.([01])\.(.+)$/, 'stem.$1.$2'],
		[/^(?:model\.)?stages\.(\d+)\.downsample_layers\.([01])\.(.+)$/, 'stages.$1.downsample.$2.$3'],
		[new RegExp(`^(?:model\\.)?stages\\.(\\d+)\\.layers\\.(\\d+)\\.(${PART})(.*)$`), block],
		[/^(?:model\.)?layer_norm\.(.+)$/, 'head.norm.$1']
	]
};

/** ConvNeXt in mmpretrain, mmdetection and mmsegmentation, which norm the map of each stage that is handed on. */
const openMmlab: Naming = {
	author: 'OpenMMLab',
	mark: /(backbone\.)?stages\.0\.0\.depthwise_conv\.weight$/,
	rules: [
		[/^(?:backbone\.)?downsample_layers\.0\.([01])\.(.+)$/, 'stem.$1.$2'],
		[/^(?:backbone\.)?downsample_layers\.(\d+)\.([01])\.(.+)$/, 'stages.$1.downsample.$2.$3'],
		[new RegExp(`^(?:backbone\\.)?stages\\.(\\d+)\\.(\\d+)\\.(${PART})(.*)$`), block],
		[/^(?:backbone\.)?norm3\.(.+)$/, 'head.norm.$1'],
		[/^head\.fc\.(.+)$/, 'head.fc.$1']
	],
	flat: grn,
	bystanders: /^(backbone\.)?norm[0-2]\./
};

const RESNET_END = '(weight|bias|running_mean|running_var)';

/** ResNet in Transformers: convolutions and norms by number. */
const resnet: Naming = {
	author: 'Hugging Face',
	mark: /(resnet\.)?encoder\.stages\.0\.layers\.0\.layer\.0\.convolution\.weight$/,
	rules: [
		[/^(?:resnet\.)?embedder\.embedder\.convolution\.(.+)$/, 'conv1.$1'],
		[/^(?:resnet\.)?embedder\.embedder\.normalization\.(.+)$/, 'bn1.$1'],
		[
			new RegExp(
				`^(?:resnet\\.)?encoder\\.stages\\.(\\d+)\\.layers\\.(\\d+)\\.(layer\\.\\d|shortcut)\\.(convolution|normalization)\\.${RESNET_END}$`
			),
			(stage, index, part, kind, rest) => {
				const isNorm = kind === 'normalization';
				const number = Number(part.slice(-1)) + 1;
				const at =
					part === 'shortcut'
						? `downsample.${isNorm ? 1 : 0}`
						: `${isNorm ? 'bn' : 'conv'}${number}`;
				return `layer${Number(stage) + 1}.${index}.${at}.${rest}`;
			}
		],
		[/^classifier\.1\.(.+)$/, 'fc.$1']
	]
};

/** Places of a deep stem's three convolutions and norms among its modules. */
const DEEP = [
	['conv1.0', 'conv1.1'],
	['conv1.3', 'conv1.4'],
	['conv1.6', 'bn1']
] as const;
const deep = (index: number, isNorm: boolean): string => DEEP[index]?.[isNorm ? 1 : 0] ?? 'stem';

/** ResNet in mmpretrain, mmdetection and mmsegmentation, whose deep stems differ in names. */
const mmResnet: Naming = {
	author: 'OpenMMLab',
	mark: /backbone\.layer1\.0\.conv1\.weight$/,
	rules: [
		[
			/^backbone\.stem\.([0-2])\.(conv|bn)\.(.+)$/,
			(index, part, rest) => `${deep(Number(index), part === 'bn')}.${rest}`
		],
		[
			/^backbone\.stem\.([013467])\.(.+)$/,
			(at, rest) => `${deep(Math.trunc(Number(at) / 3), Number(at) % 3 === 1)}.${rest}`
		],
		[/^backbone\.(.+)\.se_layer\.conv([12])\.conv\.(.+)$/, '$1.se.fc$2.$3'],
		[/^backbone\.(.+)$/, '$1'],
		[/^head\.fc\.(.+)$/, 'fc.$1']
	]
};

/** A ResNet's modules in a row, as `nn.Sequential(*model.children())` and fastai keep them. */
const inRow: Naming = {
	author: 'torchvision',
	mark: /4\.0\.conv1\.weight$/,
	rules: [
		[/^0\.(.+)$/, 'conv1.$1'],
		[/^1\.(.+)$/, 'bn1.$1'],
		[/^([4-7])\.(\d+\..+)$/, (stage, rest) => `layer${Number(stage) - 3}.${rest}`],
		[/^9\.(weight|bias)$/, 'fc.$1']
	]
};

/** Sparse convolutions of FCMAE: positions first, then what goes in, and what comes out. */
function kernelLayout(shape: readonly number[]) {
	const side = Math.round(Math.sqrt(shape[0] ?? 0));
	const [, a = 1, b] = shape;
	if (shape.length === 2)
		return { read: [side, side, a], axes: [2, 1, 0], shape: [a, 1, side, side] };
	return { read: [side, side, a, b ?? 1], axes: [3, 2, 1, 0], shape: [b ?? 1, a, side, side] };
}
const isSquare = (count: number | undefined): boolean =>
	count !== undefined && Number.isInteger(Math.sqrt(count));

/** ConvNeXt V2 as FCMAE pretrains it, with sparse layers. */
const fcmae: Naming = {
	author: 'facebookresearch',
	mark: /stages\.0\.0\.dwconv\.kernel$/,
	rules: [
		[/^downsample_layers\.0\.([01])\.(?:ln\.)?(.+)$/, 'stem.$1.$2'],
		[/^downsample_layers\.(\d+)\.1\.kernel$/, 'stages.$1.downsample.1.weight'],
		[/^downsample_layers\.(\d+)\.([01])\.(?:ln\.)?(.+)$/, 'stages.$1.downsample.$2.$3'],
		[/^stages\.(\d+)\.(\d+)\.dwconv\.kernel$/, 'stages.$1.blocks.$2.conv_dw.weight'],
		[new RegExp(`^stages\\.(\\d+)\\.(\\d+)\\.(${PART})(?:\\.ln|\\.linear)?(.*)$`), block]
	],
	flat: /(\.grn\.(weight|bias)|(conv_dw|downsample\.1)\.bias)$/,
	// What it is pretrained with, beside the encoder.
	bystanders: /^(module\.)?(proj|pred)\./,
	layouts: [
		{
			of: /(conv_dw|downsample\.1)\.weight$/,
			layout: (shape) => (shape.length < 4 && isSquare(shape[0]) ? kernelLayout(shape) : null)
		}
	]
};

/** Names that those who build on ConvNets give them. */
export const otherConvNetNamings: readonly Naming[] = [
	convnext,
	dinov3,
	openMmlab,
	resnet,
	mmResnet,
	inRow,
	fcmae
];
