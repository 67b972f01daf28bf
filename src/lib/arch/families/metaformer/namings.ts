import type { Naming } from '../naming.ts';

/** Where the second, third and fourth stage stand in the list of PoolFormer's modules. */
const stageAt = (index: string): number => Number(index) / 2;

const facebookLikeHead = [
	[/^norm\.(.+)$/, 'head.norm.$1'],
	[/^head\.(weight|bias)$/, 'head.fc.$1'],
	[/^head\.(.+)$/, 'head.fc.$1']
] as const;

/** PoolFormer's own names, and those of the MetaFormer baselines (both sail-sg). */
export const metaFormerNamings: readonly Naming[] = [
	{
		author: 'sail-sg',
		mark: /network\.0\.0\.mlp\.fc1\.weight$/,
		rules: [
			[/^patch_embed\.proj\.(.+)$/, 'stem.conv.$1'],
			[
				/^network\.(\d+)\.(\d+)\.layer_scale_([12])$/,
				(at = '', block = '', part = '') =>
					`stages.${stageAt(at)}.blocks.${block}.layer_scale${part}.scale`
			],
			[
				/^network\.([1357])\.proj\.(.+)$/,
				(at = '', rest = '') => `stages.${(Number(at) + 1) / 2}.downsample.conv.${rest}`
			],
			[
				/^network\.(\d+)\.(\d+)\.(.+)$/,
				(at = '', block = '', rest = '') => `stages.${stageAt(at)}.blocks.${block}.${rest}`
			],
			...facebookLikeHead
		]
	},
	{
		author: 'sail-sg',
		mark: /downsample_layers\.0\.conv\.weight$/,
		rules: [
			[/^downsample_layers\.0\.conv\.(.+)$/, 'stem.conv.$1'],
			[/^downsample_layers\.0\.post_norm\.(.+)$/, 'stem.norm.$1'],
			[/^downsample_layers\.(\d+)\.conv\.(.+)$/, 'stages.$1.downsample.conv.$2'],
			[/^downsample_layers\.(\d+)\.pre_norm\.(.+)$/, 'stages.$1.downsample.norm.$2'],
			[/^stages\.(\d+)\.(\d+)\.(.+)$/, 'stages.$1.blocks.$2.$3'],
			...facebookLikeHead
		]
	}
];
