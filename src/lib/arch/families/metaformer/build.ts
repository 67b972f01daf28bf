import {
	chain,
	IDENTITY,
	type Chain,
	type Child,
	type LayerOp,
	type Net,
	type Op,
	type NamedNet
} from '../../net.ts';
import type { MetaFormerConfig, Mixer } from './config.ts';

const conv = (out: number, kernel = 1, groups = 1, bias = false): LayerOp<'conv'> => ({
	kind: 'conv',
	out,
	kernel,
	stride: 1,
	padding: (kernel - 1) >> 1,
	groups,
	bias
});

/** PyTorch's GroupNorm has another default than timm's classes without bias. */
function norm({ norm: kind, normBias }: MetaFormerConfig, mixer: Mixer): Op {
	const bias = normBias ? {} : ({ bias: false } as const);
	return kind === 'group'
		? { kind: 'groupNorm', groups: 1, eps: normBias ? 1e-5 : 1e-6, ...bias }
		: mixer === 'attention'
			? { kind: 'layerNorm', eps: 1e-6, channelsFirst: false, layout: 'tokens', ...bias }
			: { kind: 'layerNorm', eps: 1e-6, channelsFirst: true, ...bias };
}

const outerNorm: Op = { kind: 'layerNorm', eps: 1e-6, channelsFirst: true, bias: false };

/** StarReLU is a squared ReLU with one scale and one bias of its own. */
const activation = (name: string, kind: MetaFormerConfig['activation']): readonly NamedNet[] =>
	kind === 'starRelu'
		? [
				[`${name}.relu`, { kind: 'squaredRelu' }],
				[name, { kind: 'scaleBias' }]
			]
		: [[name, { kind }]];

/** The average of the neighbours less the position itself. */
function poolMixer(): Net {
	const pool: Op = {
		kind: 'avgPool',
		kernel: 3,
		stride: 1,
		padding: 1,
		countPadding: false
	};
	return {
		kind: 'parallel',
		branches: [
			{ name: 'token_mixer.pool', net: pool },
			{ name: '', net: IDENTITY }
		],
		join: 'subtract',
		name: 'token_mixer.subtract'
	};
}

/** Channels inside the separable convolution. */
const convWidth = (width: number): number => 2 * width;

function mixerOf(config: MetaFormerConfig, mixer: Mixer, width: number): NamedNet {
	switch (mixer) {
		case 'none':
			return null;
		case 'pool':
			return ['', poolMixer()];
		case 'conv': {
			const inner = convWidth(width);
			return [
				'token_mixer',
				chain([
					['pwconv1', conv(inner)],
					...activation('act1', 'starRelu'),
					['dwconv', conv(inner, config.kernel, inner)],
					['pwconv2', conv(width)]
				])
			];
		}
		case 'attention': {
			const heads = width / config.headWidth;
			return [
				'token_mixer',
				chain([
					['qkv', { kind: 'linear', out: 3 * width, bias: false, layout: 'tokens' }],
					['', { kind: 'attention', heads, window: null, shift: 0 }],
					['proj', { kind: 'linear', out: width, bias: false, layout: 'tokens' }]
				])
			];
		}
	}
}

function mlp(config: MetaFormerConfig, mixer: Mixer, width: number): Chain {
	const bias = config.mlpBias;
	const dense = (out: number): Op =>
		mixer === 'attention' ? { kind: 'linear', out, bias, layout: 'tokens' } : conv(out, 1, 1, bias);
	return chain([
		['fc1', dense(Math.trunc(config.mlpRatio * width))],
		...activation('act', config.activation),
		['fc2', dense(width)]
	]);
}

function block(config: MetaFormerConfig, stage: number): Chain {
	const width = config.widths[stage] ?? 0;
	const mixer = config.mixers[stage] ?? 'pool';
	const scale: Op = { kind: 'layerScale', operator: true };
	const part = (at: 1 | 2, mixing: NamedNet): NamedNet => {
		const body = chain([
			[`norm${at}`, norm(config, mixer)],
			mixing,
			config.layerScale ? [`layer_scale${at}.scale`, scale] : null
		]);
		const shortcut: Child =
			config.resScales[stage] === 'on'
				? { name: `res_scale${at}.scale`, net: scale }
				: { name: '', net: IDENTITY };
		const branches = [{ name: '', net: body }, shortcut];
		return ['', { kind: 'parallel', branches, join: 'add', name: `add${at}` }];
	};
	return chain(
		[part(1, mixerOf(config, mixer, width)), part(2, ['mlp', mlp(config, mixer, width)])],
		'block'
	);
}

/** The layer that classifies, and what timm puts around it; nothing without classes. */
function classifierOf({ classes, widths, mlpHead }: MetaFormerConfig): NamedNet {
	if (classes === 0) return null;
	const linear = (out: number): Op => ({ kind: 'linear', out, bias: true });
	if (!mlpHead) return ['fc', linear(classes)];
	return [
		'fc',
		chain([
			['fc1', linear(4 * (widths.at(-1) ?? 0))],
			['act', { kind: 'squaredRelu' }],
			['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false }],
			['fc2', linear(classes)]
		])
	];
}

/** The network of a configuration that the family's `check` finds nothing wrong with, with timm's paths. */
export function buildMetaFormer(config: MetaFormerConfig): Chain {
	const { depths, widths, outerNorms } = config;
	const [first = 0] = widths;
	const stem: Op = { ...conv(first, 7, 1, true), stride: 4, padding: 2 };
	const stages = depths.map((depth, stage): NamedNet => {
		const width = widths[stage] ?? 0;
		// timm downsamples where the width changes, and only there.
		const down: Op = { ...conv(width, 3, 1, true), stride: 2 };
		const downsample: NamedNet =
			stage > 0 && width !== widths[stage - 1]
				? [
						'downsample',
						chain([outerNorms ? ['norm', outerNorm] : null, ['conv', down]], 'downsample')
					]
				: null;
		const alike = block(config, stage);
		const blocks = Array.from({ length: depth }, (_, i): NamedNet => [String(i), alike]);
		return [String(stage), chain([downsample, ['blocks', chain(blocks)]], 'stage')];
	});
	return chain([
		['stem', chain([['conv', stem], outerNorms ? ['norm', outerNorm] : null], 'stem')],
		['stages', chain(stages)],
		[
			'head',
			chain(
				[
					['global_pool', { kind: 'globalPool' }],
					['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: true }],
					classifierOf(config)
				],
				'head'
			)
		]
	]);
}
