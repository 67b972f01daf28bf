import {
	chain,
	perAxis,
	residual,
	type Chain,
	type Child,
	type Op,
	type Parallel,
	type PerAxis,
	part,
	type NamedNet
} from '../../net.ts';
import type { ActivationKind } from '../../ops/activations.ts';
import { classifier } from '../classifier.ts';
import type { InputConfig } from '../common-fields.ts';
import { dilatedStages, dilated, oneOrTwo, type OutputStride } from '../output-stride.ts';

/** InceptionNeXt (arXiv 2303.16900) as in timm's inception_next.py. Lists have one value for each stage. */
export type InceptionNextConfig = InputConfig &
	Readonly<{
		depths: readonly number[];
		widths: readonly number[];
		/** Hidden over outer width of a block's two pointwise convolutions. */
		mlpRatios: readonly number[];
		/** Side of the mixer's square kernel. */
		squareKernel: number;
		/** Length of its two bands, one along each axis. */
		bandKernel: number;
		/** Channels of each of the three over the stage's. */
		branchRatio: number;
		activation: ActivationKind;
		outputStride: OutputStride;
		/** Learned scale for each channel at the end of a block's body. */
		layerScale: boolean;
	}>;

/** Hidden over outer width of the head's two linear layers. */
const HEAD_RATIO = 3;

/** Side of the stem's patches, px. */
const PATCH = 4;

const norm: Op = { kind: 'batchNorm', eps: 1e-5 };

const conv = (out: number, kernel: number, { stride = 1, dilation = 1 } = {}): Op => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	padding: 0,
	...dilated(kernel, dilation),
	groups: 1,
	bias: true
});

const half = (kernel: number): number => (kernel - 1) / 2;

function depthwise(channels: number, height: number, width: number, dilation: number): Op {
	const kernel: PerAxis = perAxis(height, width);
	const padding: PerAxis = perAxis(dilation * half(height), dilation * half(width));
	return {
		kind: 'conv',
		out: channels,
		kernel,
		stride: 1,
		padding,
		...dilated(Math.max(height, width), dilation),
		groups: channels,
		bias: true
	};
}

/** Channels of each convolution of a stage's mixer. */
export const branchWidth = ({ widths, branchRatio }: InceptionNextConfig, stage: number): number =>
	Math.trunc((widths[stage] ?? 0) * branchRatio);

/** Hidden channels of a stage's blocks. */
export const hiddenWidth = ({ widths, mlpRatios }: InceptionNextConfig, stage: number): number =>
	Math.trunc((mlpRatios[stage] ?? 0) * (widths[stage] ?? 0));

/** Most channels stay as they are; a square kernel and two bands take a few each. */
function mixer(config: InceptionNextConfig, stage: number, dilation: number): Parallel {
	const { squareKernel: square, bandKernel: band } = config;
	const width = branchWidth(config, stage);
	const kept = (config.widths[stage] ?? 0) - 3 * width;
	const kernels = [
		['dwconv_hw', square, square],
		['dwconv_w', 1, band],
		['dwconv_h', band, 1]
	] as const;
	const branches = kernels.map(([name, high, wide], i): Child => {
		const from = kept + i * width;
		const net = chain([
			[`${name}_in`, { kind: 'slice', from, to: from + width }],
			[name, depthwise(width, high, wide, dilation)]
		]);
		return { name: '', net };
	});
	return {
		kind: 'parallel',
		join: 'concat',
		name: 'concat',
		branches: [{ name: 'identity', net: { kind: 'slice', from: 0, to: kept } }, ...branches]
	};
}

const activation = ({ activation: kind }: InceptionNextConfig): Op =>
	kind === 'gelu' ? { kind, library: 'torch' } : { kind };

function block(config: InceptionNextConfig, stage: number, dilation: number): Chain {
	const body = chain([
		['token_mixer', mixer(config, stage, dilation)],
		['norm', norm],
		['mlp.fc1', conv(hiddenWidth(config, stage), 1)],
		['mlp.act', activation(config)],
		['mlp.fc2', conv(config.widths[stage] ?? 0, 1)],
		config.layerScale ? ['gamma', { kind: 'layerScale' }] : null
	]);
	return chain([['', residual(body, null)]], 'block');
}

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildInceptionNext(config: InceptionNextConfig): Chain {
	const { widths } = config;
	const strides = dilatedStages(
		config.depths.map((_, stage) => stage > 0),
		PATCH,
		config.outputStride,
		oneOrTwo
	);
	const stages = strides.map(({ stride, first, dilation }, stage): NamedNet => {
		const alike = block(config, stage, dilation);
		// As in timm, one that is dilated is not padded: its map loses as many rows and columns.
		const downsample: NamedNet[] = [
			['0', norm],
			['1', conv(widths[stage] ?? 0, 2, { stride, dilation: first })]
		];
		return part(String(stage), 'stage', [
			stage > 0 ? part('downsample', 'downsample', downsample) : null,
			[
				'blocks',
				chain(Array.from({ length: config.depths[stage] ?? 0 }, (_, i) => [String(i), alike]))
			]
		]);
	});
	return chain([
		part('stem', 'stem', [
			['0', conv(widths[0] ?? 0, PATCH, { stride: PATCH })],
			['1', norm]
		]),
		['stages', chain(stages)],
		part('head', 'head', [
			['global_pool', { kind: 'globalPool' }],
			['fc1', { kind: 'linear', out: HEAD_RATIO * (widths.at(-1) ?? 0), bias: true }],
			// timm hands the head no other activation.
			['act', { kind: 'gelu', library: 'torch' }],
			['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false, library: 'torch' }],
			classifier('fc2', config)
		])
	]);
}
