import type { InputConfig } from '../common-fields.ts';
import { classifier } from '../classifier.ts';
import {
	chain,
	perAxis,
	residual,
	sidesOf,
	type Chain,
	type TensorLayout,
	type LayerOp,
	type Net,
	type Op,
	type Role
} from '../../net.ts';
import { isShifted } from '../../ops/attention.ts';

/** Swin Transformer (arXiv 2103.14030) as in timm's swin_transformer.py. Lists have one value for each stage. */
export type SwinConfig = InputConfig &
	Readonly<{
		/** Side of a patch, px. */
		patch: number;
		/** Channels of the first stage; they double with every stage. */
		width: number;
		depths: readonly number[];
		heads: readonly number[];
		/** Side of a window, positions. */
		window: number;
		/** Hidden over outer width of a block's two linear layers. */
		mlpRatio: number;
		qkvBias: boolean;
	}>;

export const stageWidth = ({ width }: SwinConfig, stage: number): number => width * 2 ** stage;

/** Channels of one head: timm rounds down where heads do not divide the width. */
export const headWidth = (config: SwinConfig, stage: number): number =>
	Math.floor(stageWidth(config, stage) / (config.heads[stage] ?? 1));

/** What one axis of a stage comes to. */
function axisOf({ patch, window }: SwinConfig, pixels: number, stage: number) {
	const grid = Math.floor(pixels / patch);
	const expected = Math.floor(grid / 2 ** stage);
	const size = Math.ceil(grid / 2 ** stage);
	return expected <= window
		? { size, window: expected, shift: 0 }
		: { size, window, shift: Math.floor(window / 2) };
}

/**
 * Sides of a stage's map, and the windows in it. timm sizes windows for a map that is halved
 * rounding down, and halves the map itself rounding up; a map that is no larger than the window is
 * taken whole and not shifted along that axis.
 */
export function stageSizes(config: SwinConfig, stage: number) {
	const [height, width] = sidesOf(config.input);
	const rows = axisOf(config, height, stage);
	const columns = axisOf(config, width, stage);
	return {
		height: rows.size,
		width: columns.size,
		window: perAxis(rows.window, columns.window),
		shift: perAxis(rows.shift, columns.shift)
	};
}

const layerNorm = (layout?: TensorLayout): Op => ({
	kind: 'layerNorm',
	eps: 1e-5,
	channelsFirst: false,
	library: 'torch',
	...(layout ? { layout } : {})
});

function block(config: SwinConfig, stage: number, shifted: boolean): Chain {
	const channels = stageWidth(config, stage);
	const heads = config.heads[stage] ?? 1;
	const packed = 3 * heads * headWidth(config, stage);
	const { height, width, window, ...sizes } = stageSizes(config, stage);
	const shift = shifted ? sizes.shift : 0;
	const [high, wide] = sidesOf(window);
	const arranged = isShifted({ shift }) || height % high !== 0 || width % wide !== 0;
	const linear = (out: number, layout: TensorLayout, bias = true): LayerOp<'linear'> => ({
		kind: 'linear',
		out,
		bias,
		layout
	});

	const attention = chain([
		['norm1', layerNorm()],
		arranged ? ['shift', { kind: 'shiftWindows', window, shift }] : null,
		['attn.qkv', linear(packed, { window }, config.qkvBias)],
		['attn', { kind: 'attention', heads, window, shift }],
		['attn.proj', linear(channels, { window })],
		arranged ? ['unshift', { kind: 'unshiftWindows', height, width, shift }] : null
	]);
	const mlp = chain([
		['norm2', layerNorm('tokens')],
		['mlp.fc1', linear(Math.trunc(channels * config.mlpRatio), 'tokens')],
		['mlp.act', { kind: 'gelu', layout: 'tokens', library: 'torch' }],
		['mlp.fc2', linear(channels, 'tokens')]
	]);
	return chain(
		[
			['', residual(attention, null, 'add1')],
			['', residual(mlp, null, 'add2')]
		],
		'block'
	);
}

/** Every second block is shifted. Blocks that are alike are one and the same object. */
function blocks(config: SwinConfig, stage: number): Chain {
	const straight = block(config, stage, false);
	const sizes = stageSizes(config, stage);
	const shifted = isShifted(sizes) ? block(config, stage, true) : straight;
	return chain(
		Array.from({ length: config.depths[stage] ?? 0 }, (_, i) => [
			String(i),
			i % 2 === 0 ? straight : shifted
		])
	);
}

type NamedNet = readonly [name: string, net: Net];

const part = (name: string, role: Role, steps: readonly (NamedNet | null)[]): NamedNet => [
	name,
	chain(steps, role)
];

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildSwin(config: SwinConfig): Chain {
	const { patch, width } = config;
	const stages = config.depths.map((_, stage) =>
		part(String(stage), 'stage', [
			stage > 0
				? part('downsample', 'downsample', [
						['merge', { kind: 'mergePatches' }],
						['norm', layerNorm()],
						['reduction', { kind: 'linear', out: stageWidth(config, stage), bias: false }]
					])
				: null,
			['blocks', blocks(config, stage)]
		])
	);
	return chain([
		part('patch_embed', 'stem', [
			[
				'proj',
				{
					kind: 'conv',
					out: width,
					kernel: patch,
					stride: patch,
					padding: 0,
					groups: 1,
					bias: true
				}
			],
			['norm', layerNorm()]
		]),
		['layers', chain(stages)],
		part('', 'head', [
			['norm', layerNorm()],
			['head.global_pool', { kind: 'meanPool', skip: 0 }],
			classifier('head.fc', config)
		])
	]);
}
