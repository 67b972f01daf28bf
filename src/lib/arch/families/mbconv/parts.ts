import { chain, IDENTITY, type LayerOp, type Net, type Op, type NamedNet } from '../../net.ts';
import type { ActivationKind } from '../../ops/activations.ts';
import type { MBConvConfig } from './config.ts';
import { squeezedWidth, type Row } from './rows.ts';

/**
 * A convolution that is padded so that stride 1 keeps the map's size. As in timm/layers/padding.py,
 * TensorFlow's padding is another one only where a map is halved.
 */
export const conv = (
	out: number,
	{ kernel = 1, stride = 1, groups = 1, bias = false, same = false } = {}
): LayerOp<'conv'> => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	padding: same && stride > 1 ? 'same' : (kernel - 1) >> 1,
	groups,
	bias
});

/** A norm on so many channels and, unless it is `null`, the activation, which timm has inside the norm. */
export function normed(
	config: MBConvConfig,
	name: string,
	channels: number,
	activation: ActivationKind | null
): readonly NamedNet[] {
	const eps = Number(config.eps);
	const norm: Op =
		config.norm === 'batch'
			? { kind: 'batchNorm', eps }
			: { kind: 'groupNorm', groups: channels / config.normGroup, eps };
	return [[name, norm], activation && [name.replace(/bn|norm/, 'act'), { kind: activation }]];
}

/** A factor for each channel from the whole map (arXiv 1709.01507), as in timm's _efficientnet_blocks.py. */
export function gate(config: MBConvConfig, row: Row, channels: number): Net {
	const inside = config.seActivation === 'relu' ? 'relu' : row.activation;
	const weights = chain([
		['pool', { kind: 'globalPool', keepDims: true }],
		['conv_reduce', conv(squeezedWidth(config, row, channels), { bias: true })],
		['act1', { kind: inside }],
		['conv_expand', conv(channels, { bias: true })],
		['gate', { kind: config.seGate }]
	]);
	const branches = [
		{ name: '', net: IDENTITY },
		{ name: 'se', net: weights }
	];
	return { kind: 'parallel', branches, join: 'mul', name: 'se.mul' };
}
