import { half, type Naming, type NamingRule } from '../naming.ts';
import { otherSwinNamings } from './other-namings.ts';

const next = (n: string): number => Number(n) + 1;

const SWIN_HEAD: NamingRule = [/^head\.(weight|bias)$/, 'head.fc.$1'];

export const swinNamings: readonly Naming[] = [
	{
		author: 'torchvision',
		mark: /features\.1\.0\.attn\.qkv\.weight$/,
		rules: [
			[/^features\.0\.0\.(.+)$/, 'patch_embed.proj.$1'],
			[/^features\.0\.2\.(.+)$/, 'patch_embed.norm.$1'],
			[
				/^features\.(\d+)\.(\d+)\.mlp\.([03])\.(.+)$/,
				(n, block, at, rest) =>
					`layers.${half(n)}.blocks.${block}.mlp.${at === '0' ? 'fc1' : 'fc2'}.${rest}`
			],
			[
				/^features\.(\d+)\.(\d+)\.((?:attn|norm[12])\..+)$/,
				(n, block, rest) => `layers.${half(n)}.blocks.${block}.${rest}`
			],
			[
				/^features\.(\d+)\.((?:reduction|norm)\..+)$/,
				(n, rest) => `layers.${half(n)}.downsample.${rest}`
			],
			SWIN_HEAD
		]
	},
	{
		// Also timm's before 0.9: patches are merged at the end of a stage, not where the next begins.
		author: 'Microsoft',
		mark: /layers\.0\.downsample\.reduction\.weight$/,
		rules: [
			[
				/^layers\.(\d+)\.downsample\.(.+)$/,
				(stage, rest) => `layers.${next(stage)}.downsample.${rest}`
			],
			SWIN_HEAD
		]
	},
	...otherSwinNamings
];
