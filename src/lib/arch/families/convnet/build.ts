import {
	chain,
	IDENTITY,
	residual,
	type Chain,
	type Child,
	type Net,
	type Op,
	type Role
} from '../../net.ts';
import type { ActivationKind } from '../../ops/activations.ts';

/**
 * One space that holds ResNet, ResNeXt, ConvNeXt V1 and V2 and every network on the way from
 * ResNet-50 to ConvNeXt (arXiv 2201.03545). Lists have one value for each stage.
 */
export type ConvNetConfig = Readonly<{
	/** Side of the square input image, px. */
	input: number;
	batch: number;
	classes: number;
	/** `conv-pool`: 7 × 7 stride 2 conv, then 3 × 3 stride 2 max pool. `patchify`: one conv, kernel = stride. */
	stem: 'conv-pool' | 'patchify';
	patch: number;
	depths: readonly number[];
	/** Base widths: what a bottleneck narrows to, and what the other blocks carry. */
	widths: readonly number[];
	/** Kernel of the block's spatial conv. */
	kernels: readonly number[];
	/** Bottleneck: output over base width. Inverted and spatial-first: hidden over base width. */
	expansions: readonly number[];
	/**
	 * `basic`: k × k, k × k. `bottleneck`: 1 × 1 down, k × k, 1 × 1 up. `inverted`: 1 × 1 up, k × k,
	 * 1 × 1 down. `spatial-first`: k × k, 1 × 1 up, 1 × 1 down (ConvNeXt).
	 */
	block: 'basic' | 'bottleneck' | 'inverted' | 'spatial-first';
	/** How the spatial conv connects channels. */
	conv: 'dense' | 'grouped' | 'depthwise';
	/** Groups of a grouped spatial conv, ResNeXt's cardinality. */
	cardinality: number;
	/** Width inside a bottleneck over the base width: 2 in ResNeXt-50 32x4d and in wide ResNets. */
	inner: number;
	/** The two 1 × 1 layers of a spatial-first block as `Linear` or as `Conv2d`: timm uses both. */
	pointwise: 'linear' | 'conv';
	norm: 'batch' | 'layer' | 'group' | 'rms' | 'none';
	normGroups: number;
	/** After which convs of the block a norm stands. */
	normAfter: readonly string[];
	activation: ActivationKind;
	/** After which convs of the block an activation stands; that of the last comes after the addition. */
	activationAfter: readonly string[];
	/** Norms outside the blocks: after the stem, at downsampling, before the classifier. */
	outerNorms: readonly string[];
	/** `in-block`: a stage's first block has stride 2. `separate`: a 2 × 2 stride 2 conv between stages. */
	downsample: 'in-block' | 'separate';
	/** Learned scale for each channel at the end of a block's body. */
	layerScale: boolean;
	/** Global response normalization before the block's last conv. */
	grn: boolean;
	/** Squeeze-and-excitation at the end of the block's body, by the activation that ends it. */
	se: 'none' | 'sigmoid' | 'hardsigmoid';
}>;

type NamedNet = readonly [name: string, op: Net] | null;

const truncated = (ratio: number, width: number): number => Math.trunc(ratio * width);

/** Channels that a stage hands on. */
export function stageWidth(config: ConvNetConfig, stage: number): number {
	const width = config.widths[stage] ?? 0;
	return config.block === 'bottleneck' ? truncated(config.expansions[stage] ?? 0, width) : width;
}

/** Channels of the block's spatial conv and the groups it is split into, given the block's input. */
export function spatialWidth(
	config: ConvNetConfig,
	stage: number,
	entering: number
): { channels: number; groups: number } {
	const width = config.widths[stage] ?? 0;
	const groupsOf = (channels: number) =>
		({ dense: 1, grouped: config.cardinality, depthwise: channels })[config.conv];
	switch (config.block) {
		case 'bottleneck': {
			// torchvision: int(planes * base_width / 64) * groups, with inner = base_width * groups / 64.
			const step = config.conv === 'grouped' ? config.cardinality : 1;
			const channels = Math.floor((width * config.inner) / step) * step;
			return { channels, groups: groupsOf(channels) };
		}
		case 'inverted': {
			const channels = truncated(config.expansions[stage] ?? 0, width);
			return { channels, groups: groupsOf(channels) };
		}
		case 'spatial-first':
		case 'basic':
			return { channels: entering, groups: groupsOf(entering) };
	}
}

// timm and torchvision leave out the bias of a conv that BatchNorm or GroupNorm follows; the paper's
// code adds it back with LayerNorm.
const hasBias = ({ norm }: ConvNetConfig): boolean => norm !== 'batch' && norm !== 'group';

function conv(
	config: ConvNetConfig,
	out: number,
	{ kernel = 1, stride = 1, groups = 1, bias = hasBias(config) } = {}
): Op {
	return { kind: 'conv', out, kernel, stride, padding: (kernel - 1) >> 1, groups, bias };
}

/** A conv whose kernel is its stride: patches that do not overlap. */
const patches = (out: number, size: number): Op => ({
	kind: 'conv',
	out,
	kernel: size,
	stride: size,
	padding: 0,
	groups: 1,
	bias: true
});

function normalization(config: ConvNetConfig, channelsFirst: boolean): Op | null {
	switch (config.norm) {
		case 'batch':
			return { kind: 'batchNorm', eps: 1e-5 };
		case 'layer':
			return { kind: 'layerNorm', eps: 1e-6, channelsFirst };
		case 'group':
			return { kind: 'groupNorm', groups: config.normGroups, eps: 1e-5 };
		case 'rms':
			return { kind: 'rmsNorm', eps: 1e-6, channelsFirst };
		case 'none':
			return null;
	}
}

const when = (name: string, op: Net | null | false): NamedNet => (op ? [name, op] : null);

const outerNorm = (config: ConvNetConfig, place: string): Op | null =>
	config.outerNorms.includes(place) ? normalization(config, true) : null;

/** Names of a block's parts: timm's ConvNeXt names for spatial-first, its ResNet names for the rest. */
function resnetNames(last: number) {
	return {
		conv: (at: number) => `conv${at}`,
		norm: (at: number) => `bn${at}`,
		act: (at: number) => `act${at}`,
		grn: 'grn',
		scale: 'gamma',
		last
	};
}

const convnextNames = {
	conv: (at: number) => ['conv_dw', 'mlp.fc1', 'mlp.fc2'][at - 1] ?? '',
	norm: (at: number) => ['norm', 'mlp.norm', 'norm3'][at - 1] ?? '',
	act: (at: number) => ['act', 'mlp.act', 'act3'][at - 1] ?? '',
	grn: 'mlp.grn',
	scale: 'gamma',
	last: 3
};

function convsOf(config: ConvNetConfig, stage: number, entering: number, stride: number): Op[] {
	const width = config.widths[stage] ?? 0;
	const kernel = config.kernels[stage] ?? 0;
	const hidden = truncated(config.expansions[stage] ?? 0, width);
	const { channels, groups } = spatialWidth(config, stage, entering);
	const spatial = conv(config, channels, { kernel, stride, groups });
	switch (config.block) {
		case 'basic':
			return [
				conv(config, width, { kernel, stride, groups }),
				conv(config, width, { kernel, groups: config.conv === 'depthwise' ? width : groups })
			];
		case 'bottleneck':
			return [conv(config, channels), spatial, conv(config, stageWidth(config, stage))];
		case 'inverted':
			return [conv(config, channels), spatial, conv(config, width)];
		case 'spatial-first': {
			const pointwise = (out: number): Op =>
				config.pointwise === 'conv'
					? conv(config, out)
					: { kind: 'linear', out, bias: hasBias(config) };
			return [spatial, pointwise(hidden), pointwise(width)];
		}
	}
}

/** Channels between the two layers of a gate: a sixteenth, in steps of 8 as timm rounds. */
const squeezedWidth = (width: number): number => Math.max(8, Math.floor((width / 16 + 4) / 8) * 8);

/** A weight for each channel from the whole map (arXiv 1709.01507), as in timm's squeeze_excite.py. */
function squeezeExcite(gate: 'sigmoid' | 'hardsigmoid', width: number): Net {
	const weights = chain([
		['pool', { kind: 'globalPool', keepDims: true }],
		['fc1', patches(squeezedWidth(width), 1)],
		['act', { kind: 'relu' }],
		['fc2', patches(width, 1)],
		['gate', { kind: gate }]
	]);
	const branches = [
		{ name: '', net: IDENTITY },
		{ name: 'se', net: weights }
	];
	return { kind: 'parallel', branches, join: 'mul', name: 'se.mul' };
}

function block(config: ConvNetConfig, stage: number, entering: number, stride: number): Chain {
	const convs = convsOf(config, stage, entering, stride);
	const spatialFirst = config.block === 'spatial-first';
	const names = spatialFirst ? convnextNames : resnetNames(convs.length);
	const channelsFirst = !spatialFirst || config.pointwise === 'conv';
	const act = (at: number): Op | false =>
		config.activationAfter.includes(String(at)) && { kind: config.activation };

	const body: NamedNet[] = convs.flatMap((op, i): NamedNet[] => {
		const at = i + 1;
		const last = at === names.last;
		return [
			last && config.grn ? [names.grn, { kind: 'grn', eps: 1e-6, channelsFirst }] : null,
			[names.conv(at), op],
			when(
				names.norm(at),
				config.normAfter.includes(String(at)) && normalization(config, channelsFirst)
			),
			last ? null : when(names.act(at), act(at))
		];
	});
	const leaving = stageWidth(config, stage);
	body.push(when('', config.se !== 'none' && squeezeExcite(config.se, leaving)));
	body.push(when(names.scale, config.layerScale && { kind: 'layerScale' }));

	const shortcut: Child | null =
		stride > 1 || entering !== leaving
			? {
					name: 'downsample',
					net: chain([
						['0', conv(config, leaving, { stride, bias: false })],
						when('1', outerNorm(config, 'downsample'))
					])
				}
			: null;
	return chain(
		[['', residual(chain(body), shortcut)], when(names.act(names.last), act(names.last))],
		'block'
	);
}

/** The blocks of a stage: all after the first are one and the same object. */
function blocks(
	config: ConvNetConfig,
	stage: number,
	entering: number,
	stride: number
): NamedNet[] {
	const leaving = stageWidth(config, stage);
	const first = block(config, stage, entering, stride);
	const rest = entering === leaving && stride === 1 ? first : block(config, stage, leaving, 1);
	return Array.from({ length: config.depths[stage] ?? 0 }, (_, i) => [
		String(i),
		i === 0 ? first : rest
	]);
}

function stem(config: ConvNetConfig, names: readonly [string, string, string, string]): NamedNet[] {
	const width = config.widths[0] ?? 0;
	const norm = when(names[1], outerNorm(config, 'stem'));
	if (config.stem === 'patchify') return [[names[0], patches(width, config.patch)], norm];
	return [
		[names[0], conv(config, width, { kernel: 7, stride: 2 })],
		norm,
		[names[2], { kind: config.activation }],
		[names[3], { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 }]
	];
}

const part = (name: string, role: Role, steps: readonly NamedNet[]): NamedNet => [
	name,
	chain(steps, role)
];

/** The network of a configuration that `checkConvNet` finds nothing wrong with. */
export function buildConvNet(config: ConvNetConfig): Chain {
	const convnextNaming = config.block === 'spatial-first';
	const separate = config.downsample === 'separate';
	let entering = config.widths[0] ?? 0;

	const stages = config.depths.map((_, stage): NamedNet => {
		const leaving = stageWidth(config, stage);
		const between = separate && stage > 0;
		const downsample = between
			? part('downsample', 'downsample', [
					when('0', outerNorm(config, 'downsample')),
					['1', patches(leaving, 2)]
				])
			: null;
		const stride = separate || stage === 0 ? 1 : 2;
		const steps = blocks(config, stage, between ? leaving : entering, stride);
		entering = leaving;
		return convnextNaming
			? part(String(stage), 'stage', [downsample, ['blocks', chain(steps)]])
			: part(`layer${stage + 1}`, 'stage', [downsample, ...steps]);
	});

	const head: NamedNet[] = [
		['global_pool', { kind: 'globalPool' }],
		when('norm', outerNorm(config, 'head')),
		['fc', { kind: 'linear', out: config.classes, bias: true }]
	];
	return convnextNaming
		? chain([
				part('stem', 'stem', stem(config, ['0', '1', '2', '3'])),
				['stages', chain(stages)],
				part('head', 'head', head)
			])
		: chain([
				part('', 'stem', stem(config, ['conv1', 'bn1', 'act1', 'maxpool'])),
				...stages,
				part('', 'head', head)
			]);
}
