import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { countFrom, inputWith, ratioOf, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { embeddingFrom } from './checkpoint-embedding.ts';
import {
	EVA_SCALE,
	headFrom,
	headsAndTurns,
	poolOf,
	turnedAlong,
	whyNotTurned
} from './checkpoint-head.ts';
import { likelyVit } from './likely.ts';
import type { VitConfig } from './config.ts';
import { tokenStride } from './token-map.ts';
import { vitNamings } from './namings.ts';

const HEAD_WIDTH = 64;
/** Of the ratio's field. */
const RATIO_STEP = 0.0001;

/** How the weights of each kind of block are named within one. */
const NAMES = {
	serial: {
		qkv: 'attn.qkv',
		apart: 'attn.q_proj',
		attn: 'attn.',
		proj: 'attn.proj',
		mlp: 'mlp.',
		norm: 'norm1',
		scale: 'ls1'
	},
	parallel: {
		qkv: 'in_proj',
		apart: '',
		attn: '',
		proj: 'attn_out_proj',
		mlp: '',
		norm: 'in_norm',
		scale: 'ls'
	},
	double: {
		qkv: 'attns.0.attn.qkv',
		apart: 'attns.0.attn.q_proj',
		attn: 'attns.0.attn.',
		proj: 'attns.0.attn.proj',
		mlp: 'ffns.0.mlp.',
		norm: 'attns.0.norm',
		scale: 'attns.0.ls'
	}
} as const;
type Kind = keyof typeof NAMES;

/** Head widths leave no trace but in norms of heads: those of a preset as wide, or 64. */
function headsOf(width: number, { heads, width: before }: Config): number {
	if (typeof heads === 'number' && before === width) return heads;
	if (width % HEAD_WIDTH === 0) return width / HEAD_WIDTH;
	return typeof heads === 'number' && width % heads === 0 ? heads : 1;
}

/** The second half of a block: how it is made, and its hidden channels. */
function mlpOf(shapes: Shapes, kind: Kind, width: number): Pick<VitConfig, 'mlp' | 'mlpRatio'> {
	const outs = (name: string) => size(shapes, `blocks.0.${NAMES[kind].mlp}${name}.weight`, 0);
	const ratio = (hidden: number) => ratioOf(hidden, width, RATIO_STEP);
	if (kind === 'parallel')
		return {
			mlp: 'plain',
			mlpRatio: ratio(size(shapes, 'blocks.0.in_proj.weight', 0) - 3 * width)
		};
	if (outs('fc1_g') > 0) return { mlp: 'gated', mlpRatio: ratio(outs('fc1_g')) };
	const left = size(shapes, `blocks.0.${NAMES[kind].mlp}fc2.weight`, 1);
	return { mlp: outs('fc1') === 2 * left ? 'packed' : 'plain', mlpRatio: ratio(outs('fc1')) };
}

/** What of the block's form can be seen: norms before and after have the same names. */
const blockOf = (kind: Kind, { block }: Config): VitConfig['block'] => {
	if (kind !== 'serial') return kind;
	return block === 'post-norm' ? block : 'pre-norm';
};

function blockSettings(shapes: Shapes, kind: Kind, width: number): Config {
	const names = NAMES[kind];
	const has = (name: string): boolean => shapes.has(`blocks.0.${name}`);
	const headWidth = size(shapes, `blocks.0.${names.attn}q_norm.weight`, 0);
	const frequencies = size(shapes, 'rope.freqs', 2);
	const apart = kind !== 'parallel' && has(`${names.apart}.weight`);
	const attentionNorm = kind !== 'parallel' && has(`${names.attn}norm.weight`);
	const keyBias = has(`${names.qkv}.bias`) || has(`${names.attn}k_proj.bias`);
	const someBias = has(`${names.attn}q_bias`) || has(`${names.apart}.bias`);
	return {
		...mlpOf(shapes, kind, width),
		...(headWidth > 0 ? { heads: width / headWidth } : {}),
		...(frequencies > 0 ? { heads: frequencies, rotary: 'learned' } : {}),
		// Where angles turn queries and keys, timm's class has other names for its layer scale.
		...(has('ls1.gamma') ? { rotary: 'none' } : {}),
		...(kind === 'serial' ? {} : { block: kind }),
		qkNorm: headWidth > 0,
		subNorm: attentionNorm || (kind !== 'parallel' && has(`${names.mlp}norm.weight`)),
		...(attentionNorm || has(`${names.mlp}norm.weight`) ? { attentionNorm } : {}),
		layerScale: has(`${names.scale}.gamma`) || shapes.has(EVA_SCALE),
		qkvBias: keyBias || someBias,
		...(keyBias || someBias ? { keyBias } : {}),
		...(kind === 'parallel' ? {} : { apartQkv: apart }),
		bias: has(`${names.proj}.bias`),
		norm: has(`${names.norm}.bias`) ? 'layer' : 'rms'
	};
}

type Placed = Readonly<{ positions: VitConfig['positions']; patches: number | null }>;

/** Whether learned tokens have positions too, the likelier first: that which leaves a square of patches. */
function placesOf(shapes: Shapes, learned: number): readonly Placed[] {
	const table = size(shapes, 'pos_embed', 1);
	if (table === 0) return [{ positions: 'none', patches: null }];
	const all: Placed = { positions: 'all', patches: table - learned };
	const patches: Placed = { positions: 'patches', patches: table };
	if (learned === 0) return [all];
	return Number.isInteger(Math.sqrt(table)) ? [patches, all] : [all, patches];
}

function guessVit(shapes: Shapes): readonly Guess[] {
	const kind = (['serial', 'parallel', 'double'] as const).find((one) =>
		[NAMES[one].qkv, NAMES[one].apart].some((name) => shapes.has(`blocks.0.${name}.weight`))
	);
	const embedding = embeddingFrom(shapes);
	if (!kind || !embedding) return [];
	const { width } = embedding;
	const classToken = shapes.has('cls_token');
	const distillation = shapes.has('dist_token');
	const registers = size(shapes, 'reg_token', 1);
	const learned = Number(classToken) + Number(distillation) + registers;
	const head = headFrom(shapes);
	const read: Config = {
		...blockSettings(shapes, kind, width),
		...head.read,
		...embedding,
		depth: countFrom(shapes, (i) => `blocks.${i}.${NAMES[kind].norm}.weight`),
		classToken,
		distillation,
		registers,
		embedNorm: shapes.has('norm_pre.weight')
			? 'tokens'
			: shapes.has('patch_embed.norm.weight')
				? 'patches'
				: 'none',
		classes: size(shapes, 'head.weight', 0)
	};
	const readHeads = read.heads === undefined ? null : Number(read.heads);
	return placesOf(shapes, learned).map(({ positions, patches }) => ({
		// Without learned tokens it is all the same which of them have positions.
		read: learned > 0 || positions === 'none' ? { ...read, positions } : read,
		assume: (base) => ({
			block: blockOf(kind, base),
			...head.assume(base),
			...headsAndTurns(shapes, { width, read: readHeads, usual: headsOf(width, base) }, base),
			...poolOf(shapes, width, Number(read.mlpRatio), base),
			...(learned === 0 && base.positions === 'none' ? { positions } : {}),
			...(patches === null
				? {}
				: {
						input: inputWith(
							patches,
							tokenStride({ embedding: embedding.embedding, patch: embedding.patch ?? 1 }),
							base
						)
					})
		}),
		along: turnedAlong(shapes),
		why: (base): Record<string, string> => ({
			...whyNotTurned(shapes, base),
			...(base.width === width || width % HEAD_WIDTH !== 0
				? {}
				: { heads: `${HEAD_WIDTH} channels to a head, as in most` }),
			...(head
				? {}
				: {
						pool: 'a norm behind the pooling is usual after an average',
						lastNorm: 'there is a norm behind the pooling'
					})
		})
	}));
}

export const checkpoints: CheckpointReader = {
	networks: ['ViT'],
	marks: [/blocks\.0\.(attn\.qkv|attn\.q_proj|in_proj|attns\.0\.attn\.qkv)\.weight$/],
	guess: guessVit,
	likely: likelyVit,
	namings: vitNamings,
	// Where nothing turns queries and keys, timm has a module for each layer scale.
	synonyms: [[/^(blocks\.\d+)\.gamma_([12])$/, '$1.ls$2.gamma']]
};
