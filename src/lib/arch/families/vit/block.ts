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
	normOf,
	rotaryOf
} from './parts.ts';

const scale = ({ layerScale }: VitConfig, name: string): NamedNet =>
	layerScale ? [name, { kind: 'layerScale', weight: 'gamma' }] : null;

/** timm's class with rotary positions has no module for it. */
const halfScale = (config: VitConfig, index: 1 | 2): NamedNet =>
	config.layerScale && config.rotary !== 'none'
		? [`gamma_${index}`, { kind: 'layerScale', operator: true }]
		: scale(config, `ls${index}`);

const unnamed = (net: Net): Child => ({ name: '', net });

/** Both halves with their norms before them or, in timm's `ResPostBlock`, after them. */
function serial(config: VitConfig, block: number): Chain {
	const post = config.block === 'post-norm';
	const half = (index: 1 | 2, name: string, net: Net): NamedNet => {
		const norm: NamedNet = [`norm${index}`, normOf(config)];
		const steps = post
			? [[name, net] as const, norm]
			: [norm, [name, net] as const, halfScale(config, index)];
		return ['', residual(chain(steps), null, `add${index}`)];
	};
	return chain(
		[half(1, 'attn', attentionOf(config, block)), half(2, 'mlp', mlpOf(config))],
		'block'
	);
}

/** Attention and MLP from one norm and one layer (timm's `ParallelScalingBlock`). */
function parallel(config: VitConfig, block: number): Chain {
	const { width, qkvBias, bias, qkNorm, activation } = config;
	const hidden = hiddenWidth(config);
	const attends = chain([
		['qkv', { kind: 'slice', from: hidden, to: hidden + 3 * width }],
		qkNorm ? ['', normedQueries(config, { layout: 'tokens' })] : null,
		rotaryOf(config, block),
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
function double(config: VitConfig, block: number): Chain {
	const half = (place: string, name: string, net: Net): NamedNet => {
		const body = chain([['norm', normOf(config)], [name, net], scale(config, 'ls')]);
		const branches = [
			...TWICE.map((i): Child => ({ name: `${place}.${i}`, net: body })),
			unnamed(IDENTITY)
		];
		return ['', { kind: 'parallel', branches, join: 'add', name: `${place}_add` }];
	};
	return chain(
		[half('attns', 'attn', attentionOf(config, block)), half('ffns', 'mlp', mlpOf(config))],
		'block'
	);
}

/** One of the network's blocks. They are all alike, but where each learns how it is turned. */
export function blockOf(config: VitConfig, block: number): Chain {
	switch (config.block) {
		case 'pre-norm':
		case 'post-norm':
			return serial(config, block);
		case 'parallel':
			return parallel(config, block);
		case 'double':
			return double(config, block);
	}
}
