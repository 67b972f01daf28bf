import type { LayerOp, NamedNet, Net, Op } from '../../net.ts';
import type { ActivationKind } from '../../ops/activations.ts';
import type { MBConvConfig } from './config.ts';
import { dilated } from '../output-stride.ts';
import { squeezeExcite } from '../squeeze-excite.ts';
import { squeezedWidth, type Row } from './rows.ts';

/**
 * A convolution that is padded so that stride 1 keeps the map's size. As in timm/layers/padding.py,
 * TensorFlow's padding is another one only where a map is halved, or the kernel is 2 × 2.
 */
export const conv = (
	out: number,
	{ kernel = 1, stride = 1, dilation = 1, groups = 1, bias = false, same = false } = {}
): LayerOp<'conv'> => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	padding: (same && stride > 1) || kernel === 2 ? 'same' : dilation * ((kernel - 1) >> 1),
	...dilated(kernel, dilation),
	groups,
	bias
});

/** What halves a map after a convolution of stride 1, and so without aliasing; `null` where strides do. */
export function antialiased({ antialias }: MBConvConfig): Op | null {
	if (antialias === 'none') return null;
	return antialias === 'blur'
		? { kind: 'blurPool', stride: 2, zeros: true }
		: { kind: 'avgPool', kernel: 2, stride: 2, padding: 0, countPadding: true };
}

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

/** As in timm's _efficientnet_blocks.py. */
const NAMES = { reduce: 'conv_reduce', act: 'act1', expand: 'conv_expand' };

/** The gate of a row's blocks, on so many channels. */
export const gate = (config: MBConvConfig, row: Row, width: number): Net =>
	squeezeExcite(
		{
			squeezed: squeezedWidth(config, row, width),
			width,
			activation: config.seActivation === 'relu' ? 'relu' : row.activation,
			gate: config.seGate
		},
		NAMES
	);
