import {
	chain,
	residual,
	sidesOf,
	type Chain,
	type LayerOp,
	type Op,
	type PerAxis,
	type TensorLayout,
	type NamedNet
} from '../../net.ts';
import { isShifted } from '../../ops/attention.ts';
import { headWidth, stageSizes, stageWidth, type SwinConfig } from './config.ts';
export const layerNorm = (layout?: TensorLayout): Op => ({
	kind: 'layerNorm',
	eps: 1e-5,
	channelsFirst: false,
	library: 'torch',
	...(layout ? { layout } : {})
});

const linear = (
	out: number,
	layout: TensorLayout,
	bias: LayerOp<'linear'>['bias'] = true
): LayerOp<'linear'> => ({
	kind: 'linear',
	out,
	bias,
	layout
});

/** From the norm or the map to what attention gives, `[.., C]` to `[.., C]`. */
function attend(config: SwinConfig, stage: number, window: PerAxis, shift: PerAxis): NamedNet[] {
	const heads = config.heads[stage] ?? 1;
	const packed = 3 * heads * headWidth(config, stage);
	const attention = { kind: 'attention', heads, window, shift } as const;
	if (config.version === 'v1')
		return [
			['attn.qkv', linear(packed, { window }, config.qkvBias)],
			['attn', attention]
		];
	return [
		['attn.qkv', linear(packed, { window }, config.qkvBias && 'queries and values')],
		['attn.unit', { kind: 'unitHeads', heads }],
		['attn', { ...attention, continuous: { trained: config.pretrainedWindow[stage] ?? 0 } }]
	];
}

function block(config: SwinConfig, stage: number, shifted: boolean): Chain {
	const channels = stageWidth(config, stage);
	const { height, width, window, ...sizes } = stageSizes(config, stage);
	const shift = shifted ? sizes.shift : 0;
	const [high, wide] = sidesOf(window);
	const arranged = isShifted({ shift }) || height % high !== 0 || width % wide !== 0;
	const before = config.version === 'v1';

	const attention = chain([
		before ? ['norm1', layerNorm()] : null,
		arranged ? ['shift', { kind: 'shiftWindows', window, shift }] : null,
		...attend(config, stage, window, shift),
		['attn.proj', linear(channels, { window })],
		arranged ? ['unshift', { kind: 'unshiftWindows', height, width, shift }] : null,
		before ? null : ['norm1', layerNorm()]
	]);
	const mlp = chain([
		before ? ['norm2', layerNorm('tokens')] : null,
		['mlp.fc1', linear(Math.trunc(channels * config.mlpRatio), 'tokens')],
		['mlp.act', { kind: 'gelu', layout: 'tokens', library: 'torch' }],
		['mlp.fc2', linear(channels, 'tokens')],
		before ? null : ['norm2', layerNorm('tokens')]
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
export function blocks(config: SwinConfig, stage: number): Chain {
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
