import {
	chain,
	residual,
	type Chain,
	type Child,
	type Net,
	type Op,
	type NamedNet
} from '../../net.ts';
import { dilated, type StageStride } from '../output-stride.ts';
import { squeezeExcite } from '../squeeze-excite.ts';
import type { RegNetConfig } from './config.ts';
import { roundHalfEven } from '../rounding.ts';
import type { Stage } from './line.ts';

type Conv = Readonly<{ kernel?: number; stride?: number; dilation?: number; groups?: number }>;

export const conv = (
	out: number,
	{ kernel = 1, stride = 1, dilation = 1, groups = 1 }: Conv = {}
): Op => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	padding: dilation * ((kernel - 1) >> 1),
	...dilated(kernel, dilation),
	groups,
	bias: false
});

/** A norm over so many channels. */
function normOf({ norm, normGroupWidth }: RegNetConfig, width: number): Op {
	return norm === 'batch'
		? { kind: 'batchNorm', eps: 1e-5 }
		: { kind: 'groupNorm', groups: width / normGroupWidth, eps: 1e-5 };
}

/** A convolution with a norm and, but for `bare`, an activation after it. */
export function convNorm(
	config: RegNetConfig,
	out: number,
	{ bare = false, ...how }: Conv & Readonly<{ bare?: boolean }> = {}
): Chain {
	return chain([
		['conv', conv(out, how)],
		['bn', normOf(config, out)],
		bare ? null : ['act', { kind: config.activation }]
	]);
}

/** A norm with an activation after it. */
const normAct = (config: RegNetConfig, at: number, width: number): readonly NamedNet[] => [
	[`norm${at}`, normOf(config, width)],
	[`act${at}`, { kind: config.activation }]
];

/** Channels between the two layers of a gate: in RegNet they follow from what enters the block. */
export const squeezedWidth = ({ seRatio }: RegNetConfig, entering: number): number =>
	roundHalfEven(entering * seRatio);

function gate(config: RegNetConfig, entering: number, width: number): NamedNet {
	const { activation, seRatio } = config;
	const squeezed = squeezedWidth(config, entering);
	return seRatio === 0
		? null
		: ['', squeezeExcite({ squeezed, width, activation, gate: 'sigmoid' })];
}

/**
 * timm's downsample_avg: the last of an odd number of rows is averaged alone, and with the zeros
 * beside it where kernels are dilated.
 */
const HALVING: Op = {
	kind: 'avgPool',
	kernel: 2,
	stride: 2,
	padding: 0,
	ceil: true,
	countPadding: false
};
const DILATED: Op = { kind: 'avgPool', kernel: 2, stride: 1, padding: 'same', countPadding: true };

/**
 * The shortcut beside a block's body: nothing to do, a projection, or none at all. A block that
 * dilates its kernels in place of halving the map has timm's projection, too.
 */
function shortcutOf(
	config: RegNetConfig,
	{ width }: Stage,
	entering: number,
	{ stride, first, dilation }: StageStride
): Child | 'identity' | 'none' {
	if (entering === width && stride === 1 && first === dilation) return 'identity';
	if (config.shortcut === 'none') return 'none';
	if (config.shortcut === 'average') {
		const pool = stride > 1 ? HALVING : first > 1 && DILATED;
		const projected = config.preNorm ? conv(width) : convNorm(config, width, { bare: true });
		return { name: 'downsample', net: chain([pool ? ['0', pool] : null, ['1', projected]]) };
	}
	const projected = config.preNorm
		? conv(width, { stride })
		: convNorm(config, width, { stride, bare: true });
	return { name: 'downsample', net: projected };
}

function joined(body: Chain, shortcut: Child | 'identity' | 'none'): Net {
	if (shortcut === 'none') return body;
	return residual(body, shortcut === 'identity' ? null : shortcut);
}

/** A block of a stage, given the channels that enter it. */
export function block(
	config: RegNetConfig,
	stage: Stage,
	entering: number,
	strides: StageStride
): Chain {
	const { inner, width, groupWidth } = stage;
	const { stride, first: dilation } = strides;
	const spatial: Conv = { kernel: 3, stride, dilation, groups: inner / groupWidth };
	const shortcut = shortcutOf(config, stage, entering, strides);
	if (config.preNorm) {
		const body = chain([
			['conv1', conv(inner)],
			...normAct(config, 2, inner),
			['conv2', conv(inner, spatial)],
			gate(config, entering, inner),
			...normAct(config, 3, inner),
			['conv3', conv(width)]
		]);
		return chain([...normAct(config, 1, entering), ['', joined(body, shortcut)]], 'block');
	}
	const body = chain([
		['conv1', convNorm(config, inner)],
		['conv2', convNorm(config, inner, spatial)],
		gate(config, entering, inner),
		['conv3', convNorm(config, width, { bare: true })]
	]);
	return chain(
		[['', joined(body, shortcut)], config.linearOut ? null : ['act3', { kind: config.activation }]],
		'block'
	);
}
