import {
	chain,
	residual,
	type Chain,
	type Net,
	type Op,
	type Parallel
} from '../src/lib/arch/net.ts';
import { elements } from '../src/lib/arch/ops.ts';
import { deterministicWeights } from '../src/lib/checkpoint/deterministic.ts';

/**
 * A small InceptionNeXt (arXiv 2303.16900) as timm builds it, by hand: its mixer splits channels among
 * an identity and three depthwise convolutions, and puts them side by side again. Bands of 1 × 11 and
 * 11 × 1 are kernels of 11 × 11 here, with zeros around the band (`bandedWeights`).
 */
const DIMS = [16, 32, 48, 64] as const;
const MLP_RATIOS = [4, 4, 4, 3] as const;
const CLASSES = 10;
const BAND = 11;

const conv = (out: number, kernel: number, groups = 1, stride = 1): Op => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	padding: stride > 1 ? 0 : (kernel - 1) / 2,
	groups,
	bias: true
});
const norm: Op = { kind: 'batchNorm', eps: 1e-5 };
const gelu: Op = { kind: 'gelu' };

function mixer(dim: number): Parallel {
	const width = Math.trunc(dim / 8);
	const split = dim - 3 * width;
	const branch = (name: string, at: number, kernel: number) => ({
		name: '',
		net: chain([
			[`${name}_in`, { kind: 'slice', from: split + at * width, to: split + (at + 1) * width }],
			[name, conv(width, kernel, width)]
		])
	});
	return {
		kind: 'parallel',
		join: 'concat',
		name: 'concat',
		branches: [
			{ name: 'identity_in', net: { kind: 'slice', from: 0, to: split } },
			branch('dwconv_hw', 0, 3),
			branch('dwconv_w', 1, BAND),
			branch('dwconv_h', 2, BAND)
		]
	};
}

function block(dim: number, ratio: number): Chain {
	const body = chain([
		['token_mixer', mixer(dim)],
		['norm', norm],
		['mlp.fc1', conv(ratio * dim, 1)],
		['mlp.act', gelu],
		['mlp.fc2', conv(dim, 1)],
		['gamma', { kind: 'layerScale' }]
	]);
	return chain([['', residual(body, null)]], 'block');
}

const stages = DIMS.map((dim, i): readonly [string, Net] => [
	String(i),
	chain(
		[
			i > 0
				? [
						'downsample',
						chain(
							[
								['0', norm],
								['1', conv(dim, 2, 1, 2)]
							],
							'downsample'
						)
					]
				: null,
			['blocks', chain([['0', block(dim, MLP_RATIOS[i] ?? 0)]])]
		],
		'stage'
	)
]);

const hidden = MLP_RATIOS[3] * DIMS[3];

export const inceptionNext: Chain = chain([
	[
		'stem',
		chain(
			[
				['0', conv(DIMS[0], 4, 1, 4)],
				['1', norm]
			],
			'stem'
		)
	],
	['stages', chain(stages)],
	[
		'head',
		chain(
			[
				['global_pool', { kind: 'globalPool' }],
				['fc1', { kind: 'linear', out: hidden, bias: true }],
				['act', gelu],
				['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false }],
				['fc2', { kind: 'linear', out: CLASSES, bias: true }]
			],
			'head'
		)
	]
]);

/** The shape that timm's weight has; that of a band is one row or one column. */
export function bandShape(name: string, shape: readonly number[]): readonly number[] {
	if (name.endsWith('dwconv_w.weight')) return [...shape.slice(0, 2), 1, BAND];
	return name.endsWith('dwconv_h.weight') ? [...shape.slice(0, 2), BAND, 1] : shape;
}

/** Deterministic weights of timm's shapes, a band in the middle of its kernel. */
export function bandedWeights(name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
	const band = bandShape(name, shape);
	const values = deterministicWeights(name, band);
	if (band === shape) return values;
	const kernels = new Float32Array(elements(shape));
	const middle = (BAND - 1) / 2;
	values.forEach((value, i) => {
		const [kernel, at] = [Math.trunc(i / BAND), i % BAND];
		const [row, column] = band[2] === 1 ? [middle, at] : [at, middle];
		kernels[(kernel * BAND + row) * BAND + column] = value;
	});
	return kernels;
}
