import { half, pick, type Naming, type NamingRule } from '../naming.ts';
import { otherConvNetNamings } from './other-namings.ts';

const TV_CONVNEXT = { 0: 'conv_dw', 2: 'norm', 3: 'mlp.fc1', 5: 'mlp.fc2' };
const FB_CONVNEXT = {
	dwconv: 'conv_dw',
	pwconv1: 'mlp.fc1',
	pwconv2: 'mlp.fc2',
	'grn.gamma': 'mlp.grn.weight',
	'grn.beta': 'mlp.grn.bias'
};
const FB_PART = '(dwconv|pwconv[12]|grn\\.(?:gamma|beta))';

const facebookHead: readonly NamingRule[] = [
	[/^norm3?\.(.+)$/, 'head.norm.$1'],
	[/^head\.(weight|bias)$/, 'head.fc.$1']
];

/** ConvNeXt's names. Those of ResNet are torchvision's and timm's alike. */
export const convNetNamings: readonly Naming[] = [
	{
		author: 'torchvision',
		mark: /features\.1\.0\.block\.0\.weight$/,
		rules: [
			[/^features\.0\.([01])\.(.+)$/, 'stem.$1.$2'],
			[
				/^features\.(\d+)\.(\d+)\.block\.([0235])\.(.+)$/,
				(n, block, at, rest) => `stages.${half(n)}.blocks.${block}.${pick(TV_CONVNEXT, at)}.${rest}`
			],
			[
				/^features\.(\d+)\.(\d+)\.layer_scale$/,
				(n, block) => `stages.${half(n)}.blocks.${block}.gamma`
			],
			[
				/^features\.(\d+)\.([01])\.(weight|bias)$/,
				(n, at, rest) => `stages.${half(n)}.downsample.${at}.${rest}`
			],
			[/^classifier\.0\.(.+)$/, 'head.norm.$1'],
			[/^classifier\.2\.(.+)$/, 'head.fc.$1']
		],
		flat: /\.gamma$/
	},
	{
		author: 'facebookresearch',
		mark: /downsample_layers\.0\.0\.weight$/,
		rules: [
			[/^downsample_layers\.0\.([01])\.(.+)$/, 'stem.$1.$2'],
			[/^downsample_layers\.(\d+)\.([01])\.(.+)$/, 'stages.$1.downsample.$2.$3'],
			[
				new RegExp(`^stages\\.(\\d+)\\.(\\d+)\\.${FB_PART}(.*)$`),
				(stage, block, part, rest) =>
					`stages.${stage}.blocks.${block}.${pick(FB_CONVNEXT, part)}${rest}`
			],
			[/^stages\.(\d+)\.(\d+)\.(.+)$/, 'stages.$1.blocks.$2.$3'],
			...facebookHead
		],
		flat: /\.grn\.(weight|bias)$/,
		// DINOv3 keeps the last norm a second time, as the one of the last map; detectors norm every map that they take.
		bystanders: /^(norms\.\d|norm[0-2])\./
	},
	{
		author: 'facebookresearch',
		mark: /blocks\.0\.dwconv\.weight$/,
		rules: [
			[/^stem\.(weight|bias)$/, 'stem.0.$1'],
			[
				new RegExp(`^blocks\\.(\\d+)\\.${FB_PART}(.*)$`),
				(block, part, rest) => `stages.0.blocks.${block}.${pick(FB_CONVNEXT, part)}${rest}`
			],
			[/^blocks\.(\d+)\.(.+)$/, 'stages.0.blocks.$1.$2'],
			...facebookHead
		],
		flat: /\.grn\.(weight|bias)$/
	},
	...otherConvNetNamings
];
