import type { Config } from '../../fields.ts';
import { ratioOf, size, type Shapes } from '../weight-shapes.ts';
import type { VitConfig } from './config.ts';

/** What timm's class Eva calls its layer scale. */
export const EVA_SCALE = 'blocks.0.gamma_1';

type Head = Pick<VitConfig, 'pool' | 'lastNorm'>;

/** Whether the classifier, or the norm before it, takes as much again as a token has: class token and average side by side. */
export const readsBoth = (shapes: Shapes): boolean => {
	const width = size(shapes, 'cls_token', 2) || size(shapes, 'norm.weight', 0);
	const taken = size(shapes, 'head.weight', 1) || size(shapes, 'fc_norm.weight', 0);
	return width > 0 && taken === 2 * width;
};

/** What the classifier reads. A file tells an average by the norm behind it, or by there being nothing else. */
function headOf(shapes: Shapes): Head | null {
	const [before, after] = [shapes.has('norm.weight'), shapes.has('fc_norm.weight')];
	if (shapes.has('attn_pool.latent'))
		return { pool: 'map', lastNorm: before ? 'auto' : after ? 'after' : 'none' };
	if (shapes.has('cls_token') && readsBoth(shapes))
		return { pool: 'both', lastNorm: before ? 'auto' : after ? 'after' : 'none' };
	// With a class token it may be this that is read: shapes do not tell.
	if (after) return shapes.has('cls_token') ? null : { pool: 'average', lastNorm: 'auto' };
	if (shapes.has('cls_token')) return { pool: 'token', lastNorm: before ? 'auto' : 'none' };
	return { pool: 'average', lastNorm: before ? 'before' : 'none' };
}

/** An average that is normed behind, as in the preset or by timm's rule. */
const averaged = ({ pool, lastNorm }: Config): Head =>
	pool === 'average' && lastNorm === 'after'
		? { pool, lastNorm }
		: { pool: 'average', lastNorm: 'auto' };

/** DINOv3 and Perception Encoders have no classifier: timm averages their patch tokens, or takes the first. */
const isFeatures = (shapes: Shapes): boolean =>
	shapes.has('cls_token') &&
	!shapes.has('attn_pool.latent') &&
	!shapes.has('fc_norm.weight') &&
	!shapes.has('head.weight') &&
	(shapes.has(EVA_SCALE) || (shapes.has('norm_pre.weight') && !shapes.has('norm.weight')));

/** What the classifier reads, as far as a file tells it, and what else that may be. */
export function headFrom(shapes: Shapes) {
	const normed = shapes.has('norm.weight');
	if (isFeatures(shapes))
		return {
			read: {},
			assume: ({ pool }: Config): Config => ({
				pool: pool === 'token' ? pool : 'average',
				lastNorm: normed ? 'before' : 'none'
			})
		};
	const read = headOf(shapes);
	if (!read) return { read: {}, assume: averaged };
	if (!shapes.has(EVA_SCALE) || read.pool !== 'token' || !normed)
		return { read, assume: (): Config => ({}) };
	const assume = ({ lastNorm }: Config): Config => ({
		lastNorm: lastNorm === 'before' ? lastNorm : 'auto'
	});
	return { read: { pool: read.pool }, assume };
}

/** Settings of the attention pool, given the ratio of the blocks; its heads leave no trace. */
export function poolOf(shapes: Shapes, width: number, mlpRatio: number, base: Config): Config {
	const hidden = size(shapes, 'attn_pool.mlp.fc1.weight', 0);
	if (hidden === 0) return {};
	const { poolRatio = 0, poolHeads } = base;
	const own = Math.trunc(width * (Number(poolRatio) || mlpRatio));
	return {
		poolHeads: width % (Number(poolHeads) || 1) === 0 ? (poolHeads ?? 0) : 0,
		poolRatio: own === hidden ? poolRatio : ratioOf(hidden, width)
	};
}

/**
 * Whether it can be DeiT III under its authors' names (facebookresearch/deit, models_v2.py), which are those of
 * timm's RoPE-ViT with learned positions beside the turned ones.
 */
const canBeDeit3 = (shapes: Shapes): boolean =>
	shapes.has(EVA_SCALE) &&
	['cls_token', 'pos_embed', 'blocks.0.attn.qkv.bias'].every((name) => shapes.has(name)) &&
	!shapes.has('reg_token') &&
	!shapes.has('norm_pre.weight');

/** RoPE-ViT's settings, which a person who chooses it need not know. */
const ROPE_VIT: Config = { rotaryBase: 100, rotaryOrder: 'columns', rotaryFrom: 0, rotaryOver: 0 };

/** What goes with an answer that positions turn something, where the nearest network has nothing turned. */
export const turnedAlong = (shapes: Shapes): Readonly<Record<string, Config>> =>
	canBeDeit3(shapes) ? { rotary: ROPE_VIT } : {};

/** Angles that are given leave no trace, but in what timm's class calls its layer scale. */
function turnsOf(shapes: Shapes, { rotary }: Config): VitConfig['rotary'] {
	if (rotary === 'relative' || rotary === 'counted') return rotary;
	return shapes.has(EVA_SCALE) && !canBeDeit3(shapes) ? 'relative' : 'none';
}

/** Why no positions turn anything, where the names are of networks with and without. */
export const whyNotTurned = (
	shapes: Shapes,
	{ rotary }: Config
): Readonly<Record<string, string>> =>
	rotary === 'none' && canBeDeit3(shapes)
		? {
				rotary:
					'DeiT III has these names and shapes; so has RoPE-ViT, which counts patches: choose that if it is one'
			}
		: {};

/**
 * Which heads there are and how positions turn them.
 *
 * @param read how many heads norms of queries and keys show, where there are any
 * @param usual as wide as the nearest preset's, or 64
 */
export function headsAndTurns(
	shapes: Shapes,
	{ width, read, usual }: Readonly<{ width: number; read: number | null; usual: number }>,
	base: Config
): Config {
	if (shapes.has('rope.freqs')) return {};
	const rotary = turnsOf(shapes, base);
	const heads = read ?? usual;
	// Heads that are turned are a multiple of 4 wide.
	if (rotary === 'none' || width % (4 * heads) === 0) return { heads, rotary };
	const others = read === null && shapes.has(EVA_SCALE);
	return others ? { heads: 1, rotary } : { heads, rotary: 'none' };
}
