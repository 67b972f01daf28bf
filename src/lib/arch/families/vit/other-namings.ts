import type { Config } from '../../fields.ts';
import { pick, type Naming } from '../naming.ts';
import type { Shapes } from '../weight-shapes.ts';

const QKV = ['query', 'key', 'value', 'q_proj', 'k_proj', 'v_proj'];
const partOf = (name: string): number => QKV.indexOf(name) % 3;

const HF_PARTS = {
	'attention.output.dense': 'attn.proj',
	'attention.o_proj': 'attn.proj',
	'self_attn.out_proj': 'attn.proj',
	layernorm_before: 'norm1',
	layernorm_after: 'norm2',
	layer_norm1: 'norm1',
	layer_norm2: 'norm2',
	norm1: 'norm1',
	norm2: 'norm2',
	'intermediate.dense': 'mlp.fc1',
	'output.dense': 'mlp.fc2',
	'mlp.fc1': 'mlp.fc1',
	'mlp.fc2': 'mlp.fc2',
	'mlp.weights_in': 'mlp.fc1',
	'mlp.weights_out': 'mlp.fc2',
	'mlp.down_proj': 'mlp.fc2'
};
const PARTS = Object.keys(HF_PARTS).join('|').replaceAll('.', '\\.');

const [WRAP, ROOT] = [
	'(?:(?:vit|deit|dinov2|dinov2_with_registers|ijepa)\\.)?',
	'(?:vision_model\\.)?'
];
/** What stands before a block of version 4, `encoder.layer.0`, and of 5. */
const BLOCK = `^${WRAP}${ROOT}(?:encoder\\.layers?|layers)\\.(\\d+)\\.`;

const inBlocks: Naming['rules'] = [
	[
		new RegExp(
			`${BLOCK}(?:attention\\.attention|attention|self_attn)\\.(${QKV.join('|')})\\.(weight|bias)$`
		),
		(index, part, rest) => `blocks.${index}.attn.qkv.${rest}@${partOf(part)}`
	],
	[
		new RegExp(`${BLOCK}mlp\\.(gate|up)_proj\\.(weight|bias)$`),
		(index, part, rest) => `blocks.${index}.mlp.fc1.${rest}@${part === 'gate' ? 0 : 1}`
	],
	[new RegExp(`${BLOCK}layer_scale([12])\\.lambda1$`), 'blocks.$1.ls$2.gamma'],
	[
		new RegExp(`${BLOCK}(${PARTS})\\.(weight|bias)$`),
		(index, part, rest) => `blocks.${index}.${pick(HF_PARTS, part)}.${rest}`
	]
];

/** ViT, DeiT and DINOv2 in Hugging Face's Transformers, whose queries, keys and values are layers of their own. */
export const huggingFace: Naming = {
	author: 'Hugging Face',
	mark: new RegExp(
		`${WRAP}(encoder\\.layer|layers)\\.0\\.attention\\.(attention\\.query|q_proj)\\.weight$`
	),
	rules: [
		[new RegExp(`^${WRAP}embeddings\\.cls_token$`), 'cls_token'],
		[new RegExp(`^${WRAP}embeddings\\.distillation_token$`), 'dist_token'],
		[new RegExp(`^${WRAP}embeddings\\.position_embeddings$`), 'pos_embed'],
		[
			new RegExp(`^${WRAP}embeddings\\.patch_embeddings\\.projection\\.(.+)$`),
			'patch_embed.proj.$1'
		],
		...inBlocks,
		[new RegExp(`^${WRAP}layernorm\\.(.+)$`), 'norm.$1'],
		[/^cls_classifier\.(.+)$/, 'head.$1'],
		[/^distillation_classifier\.(.+)$/, 'head_dist.$1'],
		[/^classifier\.(.+)$/, 'head.$1']
	],
	bystanders: /(^|\.)mask_token$|(^|\.)pooler\./
};

const asToken = ([width = 0]: readonly number[]) => ({ shape: [1, 1, width] });
const asTable = (shape: readonly number[]) =>
	shape.length === 2 ? { shape: [1, ...shape] } : null;
const towerLayouts: Naming['layouts'] = [
	{ of: /^cls_token$/, layout: asToken },
	{ of: /^pos_embed$/, layout: asTable }
];

/** Classifiers there read the average of the patches: CLIP's before the last norm, SigLIP's after it and past its pool. */
function towerSays(shapes: Shapes): Config {
	if (!shapes.has('head.weight')) return {};
	const read = { pool: 'average', poolAll: false, rotary: 'none' } as const;
	return shapes.has('norm_pre.weight')
		? { ...read, lastNorm: 'none', eps: '1e-5', block: 'pre-norm' }
		: { ...read, lastNorm: 'before' };
}

/** The towers for pictures of CLIP and SigLIP there. */
const towers: Naming = {
	author: 'Hugging Face',
	mark: /(vision_model\.)?encoder\.layers\.0\.self_attn\.q_proj\.weight$/,
	says: towerSays,
	rules: [
		[/^(?:vision_model\.)?embeddings\.class_embedding$/, 'cls_token'],
		[/^(?:vision_model\.)?embeddings\.patch_embedding\.(.+)$/, 'patch_embed.proj.$1'],
		[/^(?:vision_model\.)?embeddings\.position_embedding\.weight$/, 'pos_embed'],
		[/^(?:vision_model\.)?pre_layrnorm\.(.+)$/, 'norm_pre.$1'],
		...inBlocks,
		[/^(?:vision_model\.)?post_layernorm\.(.+)$/, 'norm.$1'],
		[/^(?:vision_model\.)?head\.probe$/, 'attn_pool.latent'],
		[/^(?:vision_model\.)?head\.attention\.out_proj\.(.+)$/, 'attn_pool.proj.$1'],
		[/^(?:vision_model\.)?head\.layernorm\.(.+)$/, 'attn_pool.norm.$1'],
		[/^(?:vision_model\.)?head\.mlp\.(.+)$/, 'attn_pool.mlp.$1'],
		[/^classifier\.(.+)$/, 'head.$1']
	],
	// Queries, then keys and values.
	splits: (['weight', 'bias'] as const).map((rest) => ({
		of: new RegExp(`^(vision_model\\.)?head\\.attention\\.in_proj_${rest}$`),
		into: (rows: number) => [
			{ name: `attn_pool.q.${rest}`, from: 0, to: rows / 3 },
			{ name: `attn_pool.kv.${rest}`, from: rows / 3, to: rows }
		]
	})),
	layouts: towerLayouts,
	// Classifiers leave out a norm or a pool, and else these are never left.
	bystanders:
		/^(text_model|text_projection|visual_projection|logit_scale|logit_bias|norm|attn_pool)(\.|$)/
};

/** The same of OpenAI's CLIP and of OpenCLIP. */
const openai: Naming = {
	author: 'OpenAI',
	mark: /visual\.transformer\.resblocks\.0\.attn\.in_proj_weight$/,
	rules: [
		[/^visual\.class_embedding$/, 'cls_token'],
		[/^visual\.positional_embedding$/, 'pos_embed'],
		[/^visual\.conv1\.(.+)$/, 'patch_embed.proj.$1'],
		[/^visual\.ln_pre\.(.+)$/, 'norm_pre.$1'],
		[/^visual\.ln_post\.(.+)$/, 'norm.$1'],
		[
			/^visual\.transformer\.resblocks\.(\d+)\.attn\.in_proj_(weight|bias)$/,
			'blocks.$1.attn.qkv.$2'
		],
		[/^visual\.transformer\.resblocks\.(\d+)\.attn\.out_proj\.(.+)$/, 'blocks.$1.attn.proj.$2'],
		[/^visual\.transformer\.resblocks\.(\d+)\.ln_([12])\.(.+)$/, 'blocks.$1.norm$2.$3'],
		[/^visual\.transformer\.resblocks\.(\d+)\.mlp\.c_fc\.(.+)$/, 'blocks.$1.mlp.fc1.$2'],
		[/^visual\.transformer\.resblocks\.(\d+)\.mlp\.c_proj\.(.+)$/, 'blocks.$1.mlp.fc2.$2']
	],
	layouts: towerLayouts,
	bystanders:
		/^(visual\.proj|transformer\..*|token_embedding\..*|positional_embedding|ln_final\..*|text_projection|logit_scale|input_resolution|context_length|vocab_size)$/
};

const MM_PARTS = {
	ln1: 'norm1',
	ln2: 'norm2',
	'ffn.layers.0.0': 'mlp.fc1',
	'ffn.layers.1': 'mlp.fc2'
};

const openMmlab: Naming = {
	author: 'OpenMMLab',
	mark: /(backbone\.)?layers\.0\.ln1\.weight$/,
	rules: [
		[/^(?:backbone\.)?(cls_token|pos_embed)$/, '$1'],
		[/^(?:backbone\.)?patch_embed\.projection\.(.+)$/, 'patch_embed.proj.$1'],
		[/^(?:backbone\.)?layers\.(\d+)\.(attn\..+)$/, 'blocks.$1.$2'],
		[
			/^(?:backbone\.)?layers\.(\d+)\.(ln[12]|ffn\.layers\.0\.0|ffn\.layers\.1)\.(.+)$/,
			(index, part, rest) => `blocks.${index}.${pick(MM_PARTS, part)}.${rest}`
		],
		[/^(?:backbone\.)?ln1\.(.+)$/, 'norm.$1'],
		[/^head\.(?:layers\.head|fc)\.(.+)$/, 'head.$1']
	]
};

/** DeiT there with one classifier, which reads the class token alone: the other token is a register to it. */
const undistilled: Naming = {
	...huggingFace,
	mark: /(deit\.)?embeddings\.distillation_token$/,
	rules: [[/^(?:deit\.)?embeddings\.distillation_token$/, 'reg_token'], ...huggingFace.rules]
};

/** Names that those who build on ViT give it. */
export const otherVitNamings: readonly Naming[] = [
	huggingFace,
	undistilled,
	towers,
	openai,
	openMmlab
];
