import type { InputConfig } from '../common-fields.ts';
import { classifier } from '../classifier.ts';
import { chain, residual, type Chain, type Net, type Op, type Role } from '../../net.ts';

/** Vision Transformer (arXiv 2010.11929) and DeiT (2012.12877) as in timm's vision_transformer.py. */
export type VitConfig = InputConfig &
	Readonly<{
		/** Side of a patch, px. */
		patch: number;
		/** Channels of a token. */
		width: number;
		depth: number;
		heads: number;
		/** Hidden over outer width of a block's two linear layers. */
		mlpRatio: number;
		qkvBias: boolean;
		/** A learned token besides those of the patches. */
		classToken: boolean;
		/** What the classifier reads: the class token, or the average of the patch tokens. */
		pool: 'token' | 'average';
	}>;

const layerNorm: Op = { kind: 'layerNorm', eps: 1e-6, channelsFirst: false };
const linear = (out: number, bias = true): Op => ({ kind: 'linear', out, bias });

function block({ width, heads, mlpRatio, qkvBias }: VitConfig): Chain {
	const attention = chain([
		['norm1', layerNorm],
		['attn.qkv', linear(3 * width, qkvBias)],
		['attn', { kind: 'attention', heads, window: null, shift: 0 }],
		['attn.proj', linear(width)]
	]);
	const mlp = chain([
		['norm2', layerNorm],
		['mlp.fc1', linear(Math.trunc(width * mlpRatio))],
		['mlp.act', { kind: 'gelu', library: 'torch' }],
		['mlp.fc2', linear(width)]
	]);
	return chain(
		[
			['', residual(attention, null, 'add1')],
			['', residual(mlp, null, 'add2')]
		],
		'block'
	);
}

type NamedNet = readonly [name: string, net: Net];

const part = (name: string, role: Role, steps: readonly (NamedNet | null)[]): NamedNet => [
	name,
	chain(steps, role)
];

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildVit(config: VitConfig): Chain {
	const { patch, width, classToken } = config;
	// timm's rule: an average is taken before the last norm, the class token after it.
	const average = config.pool === 'average';
	const alike = block(config);
	return chain([
		part('', 'stem', [
			[
				'patch_embed.proj',
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
			['patch_embed.flatten', { kind: 'flatten' }],
			classToken ? ['cls_token', { kind: 'classToken' }] : null,
			['pos_embed', { kind: 'positionEmbedding' }]
		]),
		part(
			'blocks',
			'stage',
			Array.from({ length: config.depth }, (_, i) => [String(i), alike])
		),
		part('', 'head', [
			average ? null : ['norm', layerNorm],
			[
				'global_pool',
				average ? { kind: 'meanPool', skip: classToken ? 1 : 0 } : { kind: 'firstToken' }
			],
			average ? ['fc_norm', layerNorm] : null,
			classifier('head', config)
		])
	]);
}
