import {
	chain,
	sidesOf,
	type Chain,
	type LayerOp,
	type NamedNet,
	type Op,
	type Parallel,
	type RotaryAngles
} from '../../net.ts';
import { hiddenWidth, learnedCount, type VitConfig } from './config.ts';
import { tokenGrid } from './token-map.ts';

export const linear = (out: number, bias = true): Op => ({ kind: 'linear', out, bias });

/** @param heads so many groups of channels are normed by themselves */
export function normOf({ norm, eps }: VitConfig, heads?: number): Op {
	const numbers = {
		eps: Number(eps),
		channelsFirst: false,
		...(heads === undefined ? {} : { heads })
	};
	return norm === 'rms' ? { kind: 'rmsNorm', ...numbers } : { kind: 'layerNorm', ...numbers };
}

const branch = (...steps: readonly NamedNet[]) => ({ name: '', net: chain(steps) });

/** Queries and keys normed head by head, from packed queries, keys and values. */
export function normedQueries(
	config: VitConfig,
	layout: Readonly<{ layout?: 'tokens' }> = {}
): Parallel {
	const { width, heads } = config;
	const part = (name: string, from: number): NamedNet => [
		name,
		{ kind: 'slice', from: from * width, to: (from + 1) * width }
	];
	const norm: Op = { ...normOf(config, heads), ...layout };
	return {
		kind: 'parallel',
		branches: [
			branch(part('q', 0), ['q_norm', norm]),
			branch(part('k', 1), ['k_norm', norm]),
			branch(part('v', 2))
		],
		join: 'concat',
		name: 'qkv_normed'
	};
}

function anglesOf(config: VitConfig, block: number): RotaryAngles | null {
	const { rotary, rotaryBase: base, rotaryOrder, rotaryFrom: from, rotaryOver: over } = config;
	switch (rotary) {
		case 'none':
			return null;
		case 'counted':
			return { along: `${rotaryOrder} first`, base, places: { from, over } };
		case 'relative':
			return { along: 'rows first', base, places: 'relative' };
		case 'learned':
			return { learned: { block, depth: config.depth } };
	}
}

/** What turns queries and keys; pairs lie as timm's module for these angles has them. */
export function rotaryOf(config: VitConfig, block: number): NamedNet {
	const { heads, input, rotary } = config;
	const angles = anglesOf(config, block);
	if (!angles) return null;
	const grid = tokenGrid(config, sidesOf(input));
	const pairs = rotary === 'relative' ? 'halves' : 'neighbours';
	return ['rope', { kind: 'rotary', heads, skip: learnedCount(config), grid, pairs, angles }];
}

/** In timm's class Eva, which has rotary positions or keys without a bias, there are two of its own. */
export function attention({ heads, rotary, keyBias }: VitConfig): Op {
	const plain: LayerOp<'attention'> = { kind: 'attention', heads, window: null, shift: 0 };
	if (rotary === 'none' && keyBias) return plain;
	return { ...plain, module: keyBias ? 'AttentionRope' : 'EvaAttention' };
}

/** Queries, keys and values side by side. */
function packedOf({ width, qkvBias, keyBias, apartQkv }: VitConfig): NamedNet {
	const some = qkvBias && (keyBias || 'queries and values');
	if (!apartQkv) return ['qkv', { kind: 'linear', out: 3 * width, bias: some }];
	const layer = (name: string, bias: boolean) => branch([name, linear(width, bias)]);
	const branches = [
		layer('q_proj', qkvBias),
		layer('k_proj', qkvBias && keyBias),
		layer('v_proj', qkvBias)
	];
	return ['', { kind: 'parallel', branches, join: 'concat', name: 'qkv' }];
}

/** Self-attention with its projections. */
export function attentionOf(config: VitConfig, block: number): Chain {
	const { width, bias, qkNorm, subNorm, attentionNorm } = config;
	return chain([
		packedOf(config),
		qkNorm ? ['', normedQueries(config)] : null,
		rotaryOf(config, block),
		['', attention(config)],
		subNorm && attentionNorm ? ['norm', normOf(config)] : null,
		['proj', linear(width, bias)]
	]);
}

/** The gate and what it gates, from one layer of both or from a layer each. */
function gated({ mlp, activation, bias }: VitConfig, hidden: number): readonly NamedNet[] {
	const act: NamedNet = ['act', { kind: activation }];
	const multiplied = (...branches: readonly ReturnType<typeof branch>[]): NamedNet => [
		'',
		{ kind: 'parallel', branches, join: 'mul', name: 'mul' }
	];
	if (mlp === 'gated')
		return [
			multiplied(
				branch(['fc1_g', linear(hidden, bias)], act),
				branch(['fc1_x', linear(hidden, bias)])
			)
		];
	const half = hidden / 2;
	return [
		['fc1', linear(hidden, bias)],
		multiplied(
			branch(['gate', { kind: 'slice', from: 0, to: half }], act),
			branch(['value', { kind: 'slice', from: half, to: hidden }])
		)
	];
}

/** Two linear layers, the first with an activation, a gate, or both. */
export function mlpOf(config: VitConfig): Chain {
	const { width, mlp, activation, bias, subNorm } = config;
	const hidden = hiddenWidth(config);
	const first: readonly NamedNet[] =
		mlp === 'plain'
			? [
					['fc1', linear(hidden, bias)],
					['act', activationOf(activation)]
				]
			: gated(config, hidden);
	return chain([...first, subNorm ? ['norm', normOf(config)] : null, ['fc2', linear(width, bias)]]);
}

/** timm's transformers have torch's own GELU, and timm's classes of the others. */
export const activationOf = (kind: VitConfig['activation']): Op =>
	kind === 'gelu' ? { kind, library: 'torch' } : { kind };
