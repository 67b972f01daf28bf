import {
	chain,
	IDENTITY,
	residual,
	type Chain,
	type Child,
	type Net,
	type NamedNet
} from '../../net.ts';
import { hiddenWidth, type VitConfig } from './config.ts';
import {
	activationOf,
	attention,
	attentionOf,
	linear,
	mlpOf,
	normedQueries,
	normOf
} from './parts.ts';

const scale = ({ layerScale }: VitConfig, name: string): NamedNet =>
	layerScale ? [name, { kind: 'layerScale', weight: 'gamma' }] : null;

const unnamed = (net: Net): Child => ({ name: '', net });

/** Both halves with their norms before them or, in timm's `ResPostBlock`, after them. */
function serial(config: VitConfig): Chain {
	const post = config.block === 'post-norm';
	const half = (index: 1 | 2, name: string, net: Net): NamedNet => {
		const norm: NamedNet = [`norm${index}`, normOf(config)];
		const steps = post
			? [[name, net] as const, norm]
			: [norm, [name, net] as const, scale(config, `ls${index}`)];
		return ['', residual(chain(steps), null, `add${index}`)];
	};
	return chain([half(1, 'attn', attentionOf(config)), half(2, 'mlp', mlpOf(config))], 'block');
}

/** Attention and MLP from one norm and one layer (timm's `ParallelScalingBlock`). */
function parallel(config: VitConfig): Chain {
	const { width, qkvBias, bias, qkNorm, activation } = config;
	const hidden = hiddenWidth(config);
	const attends = chain([
		['qkv', { kind: 'slice', from: hidden, to: hidden + 3 * width }],
		qkNorm ? ['', normedQueries(config, { layout: 'tokens' })] : null,
		['attn', attention(config)],
		['attn_out_proj', linear(width, bias)]
	]);
	const mlp = chain([
		['mlp', { kind: 'slice', from: 0, to: hidden }],
		qkvBias ? null : ['mlp_bias', { kind: 'bias' }],
		['mlp_act', activationOf(activation)],
		['mlp_out_proj', linear(width, bias)]
	]);
	const body = chain([
		['in_norm', normOf(config)],
		['in_proj', linear(hidden + 3 * width, qkvBias)],
		[
			'',
			{ kind: 'parallel', branches: [unnamed(attends), unnamed(mlp)], join: 'add', name: 'add1' }
		],
		scale(config, 'ls')
	]);
	return chain([['', residual(body, null, 'add2')]], 'block');
}

const TWICE = [0, 1] as const;

/** Two attentions side by side, then two MLPs (timm's `ParallelThingsBlock`). */
function double(config: VitConfig): Chain {
	const half = (place: string, name: string, net: Net): NamedNet => {
		const body = chain([['norm', normOf(config)], [name, net], scale(config, 'ls')]);
		const branches = [
			...TWICE.map((i): Child => ({ name: `${place}.${i}`, net: body })),
			unnamed(IDENTITY)
		];
		return ['', { kind: 'parallel', branches, join: 'add', name: `${place}_add` }];
	};
	return chain(
		[half('attns', 'attn', attentionOf(config)), half('ffns', 'mlp', mlpOf(config))],
		'block'
	);
}

/** One of the network's blocks, which are all alike. */
export function blockOf(config: VitConfig): Chain {
	switch (config.block) {
		case 'pre-norm':
		case 'post-norm':
			return serial(config);
		case 'parallel':
			return parallel(config);
		case 'double':
			return double(config);
	}
}
