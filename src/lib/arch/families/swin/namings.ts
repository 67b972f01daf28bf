import { half, type Naming, type NamingRule } from '../naming.ts';
import { otherSwinNamings } from './other-namings.ts';

const next = (n: string): number => Number(n) + 1;

const SWIN_HEAD: NamingRule = [/^head\.(weight|bias)$/, 'head.fc.$1'];

const torchvision: Naming = {
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
};

/** Swin V2 there: the bias of keys is zeroed before use (torchvision/models/swin_transformer.py). */
const torchvisionV2: Naming = {
	...torchvision,
	mark: /features\.1\.0\.attn\.cpb_mlp\.0\.weight$/,
	splits: [1, 3, 5, 7].map((n) => ({
		of: new RegExp(`^features\\.${n}\\.(\\d+)\\.attn\\.qkv\\.bias$`),
		into: (rows: number) => {
			const attn = `layers.${half(String(n))}.blocks.$1.attn`;
			return [
				{ name: `${attn}.q_bias`, from: 0, to: rows / 3 },
				{ name: `${attn}.v_bias`, from: (2 * rows) / 3, to: rows }
			];
		}
	}))
};

export const swinNamings: readonly Naming[] = [
	torchvision,
	torchvisionV2,
	{
		// Also timm's before 0.9: patches are merged at the end of a stage, not where the next begins.
		author: 'Microsoft',
		mark: /layers\.0\.downsample\.reduction\.weight$/,
		rules: [
			[
				/^layers\.(\d+)\.downsample\.(.+)$/,
				(stage, rest) => `layers.${next(stage)}.downsample.${rest}`
			],
			// Detectors norm every map that they take.
			[/^norm3\.(.+)$/, 'norm.$1'],
			SWIN_HEAD
		],
		bystanders: /^norm[0-2]\./
	},
	...otherSwinNamings
];
