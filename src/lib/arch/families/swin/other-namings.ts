import { pick, type Naming } from '../naming.ts';

const QKV = { query: 0, key: 1, value: 2, q_proj: 0, k_proj: 1, v_proj: 2 } as const;
/** Which part of the joined layer a layer of its own is. */
const partOf = (name: string): number => QKV[name as keyof typeof QKV];

const HF = '^(?:swin(?:v2)?\\.)?encoder\\.layers\\.(\\d+)\\.blocks\\.(\\d+)\\.';
const HF_PARTS = {
	'attention.output.dense': 'attn.proj',
	'attention.o_proj': 'attn.proj',
	layernorm_before: 'norm1',
	layernorm_after: 'norm2',
	'intermediate.dense': 'mlp.fc1',
	'output.dense': 'mlp.fc2',
	'mlp.fc1': 'mlp.fc1',
	'mlp.fc2': 'mlp.fc2',
	'attention.self.continuous_position_bias_mlp.0': 'attn.cpb_mlp.0',
	'attention.self.continuous_position_bias_mlp.2': 'attn.cpb_mlp.2'
};
const PARTS = Object.keys(HF_PARTS).join('|').replaceAll('.', '\\.');

const huggingFace = (version: 'v1' | 'v2'): Naming => ({
	author: 'Hugging Face',
	mark:
		version === 'v1'
			? /(swin\.)?encoder\.layers\.0\.blocks\.0\.attention\.(self\.query|q_proj)\.weight$/
			: /(swinv2\.)?encoder\.layers\.0\.blocks\.0\.attention\.self\.logit_scale$/,
	rules: [
		[/^(?:swin(?:v2)?\.)?embeddings\.patch_embeddings\.projection\.(.+)$/, 'patch_embed.proj.$1'],
		[/^(?:swin(?:v2)?\.)?embeddings\.norm\.(.+)$/, 'patch_embed.norm.$1'],
		[
			new RegExp(`${HF}attention\\.(?:self\\.)?(query|key|value|[qkv]_proj)\\.(weight|bias)$`),
			(stage, index, part, rest) => {
				const attn = `layers.${stage}.blocks.${index}.attn`;
				// V2's keys have no bias, and the others' are tensors of their own.
				if (version === 'v2' && rest === 'bias') return `${attn}.${part.slice(0, 1)}_bias`;
				return `${attn}.qkv.${rest}@${partOf(part)}`;
			}
		],
		[
			new RegExp(
				`${HF}attention\\.(?:self\\.|relative_position_bias\\.)(relative_position_bias_table|logit_scale)$`
			),
			'layers.$1.blocks.$2.attn.$3'
		],
		[
			new RegExp(`${HF}(${PARTS})\\.(weight|bias)$`),
			(stage, index, part, rest) =>
				`layers.${stage}.blocks.${index}.${pick(HF_PARTS, part)}.${rest}`
		],
		[
			/^(?:swin(?:v2)?\.)?encoder\.layers\.(\d+)\.downsample\.(.+)$/,
			(stage, rest) => `layers.${Number(stage) + 1}.downsample.${rest}`
		],
		[/^(?:swin(?:v2)?\.)?layernorm\.(.+)$/, 'norm.$1'],
		[/^classifier\.(.+)$/, 'head.fc.$1']
	],
	// A backbone norms every map that it hands on: the last of these norms is no bystander, but stands beside another.
	bystanders: /^hidden_states_norms\.stage[1-3]\.|(^|\.)mask_token$/
});

const MM_PARTS = { 'ffn.layers.0.0': 'mlp.fc1', 'ffn.layers.1': 'mlp.fc2' };

/** mmpretrain's, mmdetection's and mmsegmentation's, which merge four patches channel by channel. */
const openMmlab: Naming = {
	author: 'OpenMMLab',
	mark: /(backbone\.)?stages\.0\.blocks\.0\.attn\.w_msa\.qkv\.weight$/,
	rules: [
		[/^(?:backbone\.)?patch_embed\.projection\.(.+)$/, 'patch_embed.proj.$1'],
		[/^(?:backbone\.)?patch_embed\.norm\.(.+)$/, 'patch_embed.norm.$1'],
		[
			/^(?:backbone\.)?stages\.(\d+)\.blocks\.(\d+)\.attn\.w_msa\.(.+)$/,
			'layers.$1.blocks.$2.attn.$3'
		],
		[
			/^(?:backbone\.)?stages\.(\d+)\.blocks\.(\d+)\.(ffn\.layers\.0\.0|ffn\.layers\.1)\.(.+)$/,
			(stage, index, part, rest) =>
				`layers.${stage}.blocks.${index}.${pick(MM_PARTS, part)}.${rest}`
		],
		[/^(?:backbone\.)?stages\.(\d+)\.blocks\.(\d+)\.(norm[12]\..+)$/, 'layers.$1.blocks.$2.$3'],
		[
			/^(?:backbone\.)?stages\.(\d+)\.downsample\.(.+)$/,
			(stage, rest) => `layers.${Number(stage) + 1}.downsample.${rest}`
		],
		[/^(?:backbone\.)?norm(?:3)?\.(.+)$/, 'norm.$1'],
		[/^head\.fc\.(.+)$/, 'head.fc.$1']
	],
	bystanders: /^(backbone\.)?norm[0-2]\./,
	layouts: [
		{
			of: /\.downsample\.norm\.(weight|bias)$/,
			layout: ([wide = 0]) => ({ shape: [wide], read: [wide / 4, 2, 2], axes: [2, 1, 0] })
		},
		{
			of: /\.downsample\.reduction\.weight$/,
			layout: ([out = 0, wide = 0]) => ({
				shape: [out, wide],
				read: [out, wide / 4, 2, 2],
				axes: [0, 3, 2, 1]
			})
		}
	]
};

/** Names that those who build on Swin give it. */
export const otherSwinNamings: readonly Naming[] = [
	huggingFace('v1'),
	huggingFace('v2'),
	openMmlab
];
