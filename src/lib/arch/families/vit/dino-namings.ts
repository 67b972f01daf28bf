import { pick, type Naming, type NamingRule } from '../naming.ts';
import { size, type Shapes } from '../weight-shapes.ts';
import { readsBoth } from './checkpoint-head.ts';
import { huggingFace } from './other-namings.ts';

/** DINOv2 and DINOv3 have no classifier, and the class token is what they put out, or one that reads the patches too. */
const reads = (shapes: Shapes) =>
	({ pool: readsBoth(shapes) ? 'both' : 'token', lastNorm: 'before' }) as const;

/** Positions of class token and patches, where registers stand between them and have none. */
const places = (of: RegExp) => ({
	of,
	axis: 1 as const,
	into: (rows: number) => [
		{ name: 'cls_token+', from: 0, to: 1 },
		{ name: 'pos_embed', from: 1, to: rows }
	]
});

const HF = '^(?:dinov2_with_registers\\.)?embeddings\\.';

const huggingFaceRegisters: Naming = {
	...huggingFace,
	mark: /(dinov2_with_registers\.)?embeddings\.register_tokens$/,
	says: reads,
	rules: [
		[new RegExp(`${HF}register_tokens$`), 'reg_token'],
		[new RegExp(`${HF}cls_token$`), 'cls_token+'],
		...huggingFace.rules
	],
	splits: [places(new RegExp(`${HF}position_embeddings$`))]
};

/** A gated MLP from one layer of both halves, and one after it. */
const packed: readonly NamingRule[] = [
	[/^(blocks\.\d+\.mlp)\.w12\.(.+)$/, '$1.fc1.$2'],
	[/^(blocks\.\d+\.mlp)\.w3\.(.+)$/, '$1.fc2.$2']
];

/** Its gate is a SiLU, and its plain MLP has a GELU. */
const dinov2Says = (shapes: Shapes) => {
	const [inner, left] = [
		size(shapes, 'blocks.0.mlp.fc1.weight', 0),
		size(shapes, 'blocks.0.mlp.fc2.weight', 1)
	];
	return {
		...reads(shapes),
		eps: '1e-6',
		rotary: 'none',
		activation: inner === left ? 'gelu' : 'silu'
	};
};

const dinov2Giant: Naming = {
	author: 'facebookresearch',
	mark: /blocks\.0\.mlp\.w12\.weight$/,
	says: dinov2Says,
	rules: packed
};

const dinov2Registers: Naming = {
	author: 'facebookresearch',
	mark: /register_tokens$/,
	says: dinov2Says,
	rules: [[/^register_tokens$/, 'reg_token'], [/^cls_token$/, 'cls_token+'], ...packed],
	splits: [places(/^pos_embed$/)]
};

const dinov3Says = (shapes: Shapes) =>
	({ ...reads(shapes), eps: '1e-5', rotary: 'relative', rotaryBase: 100 }) as const;

const DINOV3_PARTS = {
	'attention.o_proj': 'attn.proj',
	'layer_scale1.lambda1': 'gamma_1',
	'layer_scale2.lambda1': 'gamma_2'
};
const BLOCK = '^(?:model\\.)?layer\\.(\\d+)\\.';

/** Version 4's names begin at `layer`. A plain MLP has no gate, and its first layer the name of what a gate gates. */
const dinov3HuggingFace = (mlp: 'gate' | 'up'): Naming => ({
	author: 'Hugging Face',
	mark: new RegExp(`(model\\.)?layer\\.0\\.mlp\\.${mlp}_proj\\.weight$`),
	says: dinov3Says,
	rules: [
		[/^embeddings\.register_tokens$/, 'reg_token'],
		[/^embeddings\.cls_token$/, 'cls_token'],
		[/^embeddings\.patch_embeddings\.(.+)$/, 'patch_embed.proj.$1'],
		[
			new RegExp(`${BLOCK}attention\\.([qkv])_proj\\.(weight|bias)$`),
			(index, part, rest) => {
				const attn = `blocks.${index}.attn`;
				return rest === 'bias'
					? `${attn}.${part}_bias`
					: `${attn}.qkv.weight@${'qkv'.indexOf(part)}`;
			}
		],
		[new RegExp(`${BLOCK}mlp\\.gate_proj\\.(.+)$`), 'blocks.$1.mlp.fc1_g.$2'],
		[
			new RegExp(`${BLOCK}mlp\\.up_proj\\.(.+)$`),
			mlp === 'gate' ? 'blocks.$1.mlp.fc1_x.$2' : 'blocks.$1.mlp.fc1.$2'
		],
		[new RegExp(`${BLOCK}mlp\\.down_proj\\.(.+)$`), 'blocks.$1.mlp.fc2.$2'],
		[
			new RegExp(`${BLOCK}(attention\\.o_proj)\\.(weight|bias)$`),
			(index, part, rest) => `blocks.${index}.${pick(DINOV3_PARTS, part)}.${rest}`
		],
		[
			new RegExp(`${BLOCK}(layer_scale[12]\\.lambda1)$`),
			(index, part) => `blocks.${index}.${pick(DINOV3_PARTS, part)}`
		],
		[new RegExp(`${BLOCK}(norm[12]\\..+)$`), 'blocks.$1.$2']
	],
	bystanders: /(^|\.)mask_token$|(^|\.)rope_embeddings\./
});

const dinov3: Naming = {
	author: 'facebookresearch',
	mark: /storage_tokens$/,
	says: dinov3Says,
	rules: [
		[/^storage_tokens$/, 'reg_token'],
		[/^(blocks\.\d+)\.ls([12])\.gamma$/, '$1.gamma_$2'],
		[/^(blocks\.\d+\.mlp)\.w1\.(.+)$/, '$1.fc1_g.$2'],
		[/^(blocks\.\d+\.mlp)\.w2\.(.+)$/, '$1.fc1_x.$2'],
		[/^(blocks\.\d+\.mlp)\.w3\.(.+)$/, '$1.fc2.$2']
	],
	// The bias of keys is masked.
	splits: [
		{
			of: /^(blocks\.\d+\.attn)\.qkv\.bias$/,
			into: (rows) => [
				{ name: '$1.q_bias', from: 0, to: rows / 3 },
				{ name: '$1.v_bias', from: (2 * rows) / 3, to: rows }
			]
		}
	],
	bystanders: /\.bias_mask$|(^|\.)periods$|(^|\.)local_cls_norm\./
};

/** DINOv2's and DINOv3's own names and those in Transformers, as far as they are not ViT's. */
export const dinoNamings: readonly Naming[] = [
	huggingFaceRegisters,
	dinov2Giant,
	dinov2Registers,
	dinov3HuggingFace('gate'),
	dinov3HuggingFace('up'),
	dinov3
];
