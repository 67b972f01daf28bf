import { chain, type LayerOp, type NamedNet, type Net, type Op } from '../../net.ts';
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

/** Channels of each of several convolutions side by side: the first takes what does not divide. */
function partsOf(channels: number, count: number): readonly number[] {
	const each = Math.trunc(channels / count);
	return Array.from({ length: count }, (_, i) => (i === 0 ? channels - (count - 1) * each : each));
}

/**
 * So many convolutions side by side under their numbers, each of its own part of the channels that
 * enter and leave (MixedConv2d of timm/layers/mixed_conv2d.py); one alone is itself.
 */
export function sideBySide(
	count: number,
	entering: number,
	leaving: number,
	of: (leaving: number, index: number) => Op
): Net {
	if (count === 1) return of(leaving, 0);
	let from = 0;
	const taken = partsOf(entering, count);
	const branches = partsOf(leaving, count).map((out, i) => {
		const to = from + (taken[i] ?? 0);
		const net = chain([
			[`${i}_in`, { kind: 'slice', from, to }],
			[String(i), of(out, i)]
		]);
		from = to;
		return { name: '', net };
	});
	return { kind: 'parallel', join: 'concat', name: 'concat', branches };
}

/** What halves a map after a convolution of stride 1, and so without aliasing; `null` where strides do. */
export function antialiased({ antialias }: MBConvConfig): Op | null {
	if (antialias === 'none') return null;
	return antialias === 'blur'
		? { kind: 'blurPool', stride: 2, zeros: true }
		: { kind: 'avgPool', kernel: 2, stride: 2, padding: 0, countPadding: true };
}

function normOf({ norm, normGroup, eps: text }: MBConvConfig, channels: number): Op {
	const eps = Number(text);
	switch (norm) {
		case 'batch':
			return { kind: 'batchNorm', eps };
		case 'group':
			return { kind: 'groupNorm', groups: channels / normGroup, eps };
		case 'layer':
			return { kind: 'layerNorm', eps, channelsFirst: true };
	}
}

/** A norm on so many channels and, unless it is `null`, the activation, which timm has inside the norm. */
export function normed(
	config: MBConvConfig,
	name: string,
	channels: number,
	activation: ActivationKind | null
): readonly NamedNet[] {
	return [
		[name, normOf(config, channels)],
		activation && [name.replace(/bn|norm/, 'act'), { kind: activation }]
	];
}

/** As in timm's _efficientnet_blocks.py. */
const NAMES = { reduce: 'conv_reduce', act: 'act1', expand: 'conv_expand' };

/** The gate of a row's blocks, on so many channels, given those that enter the block. */
export const gate = (config: MBConvConfig, row: Row, width: number, entering: number): Net =>
	squeezeExcite(
		{
			squeezed: squeezedWidth(config, row, width, entering),
			width,
			activation: config.seActivation === 'relu' ? 'relu' : row.activation,
			gate: config.seGate
		},
		NAMES
	);
