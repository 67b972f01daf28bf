import { chain, residual, type NamedNet, type Net, type Op } from '../../net.ts';

/** What a hybrid of the first ViT paper puts before its Transformer. */
export const RESNETS_V2 = {
	'resnetv2-stem': [],
	'resnetv2-26': [2, 2, 2, 2],
	'resnetv2-50-s16': [3, 4, 9],
	'resnetv2-50': [3, 4, 6, 3]
} as const;

export type ResNetV2 = keyof typeof RESNETS_V2;

export const isResNetV2 = (embedding: string): embedding is ResNetV2 => embedding in RESNETS_V2;

/** Channels of the stem's output. */
const STEM = 64;
/** Channels of the first stage's output, which every further stage doubles. */
const FIRST = 256;

const conv = (out: number, kernel: number, stride = 1): Op => ({
	kind: 'conv',
	out,
	kernel,
	stride,
	// At stride 1 timm pads by half the kernel, whatever the map's size.
	padding: stride === 1 || kernel === 1 ? (kernel - 1) >> 1 : 'same',
	groups: 1,
	bias: false,
	standardized: true
});

const norm: Op = { kind: 'groupNorm', groups: 32, eps: 1e-5 };
const relu: Op = { kind: 'relu' };

/** A bottleneck with its norms after its convolutions; the first of a stage changes the width. */
function bottleneck(out: number, stride: number, isFirst: boolean): Net {
	const inner = out / 4;
	const body = chain([
		['conv1', conv(inner, 1)],
		['norm1', norm],
		['act1', relu],
		['conv2', conv(inner, 3, stride)],
		['norm2', norm],
		['act2', relu],
		['conv3', conv(out, 1)],
		['norm3', norm]
	]);
	const projection = chain([
		['conv', conv(out, 1, stride)],
		['norm', norm]
	]);
	return chain([
		['', residual(body, isFirst ? { name: 'downsample', net: projection } : null)],
		['act3', relu]
	]);
}

/**
 * A ResNet whose weights are standardized and whose norms are GroupNorms (timm's ResNetV2 with
 * `preact=False`), up to the map of its last stage; with no stages, its stem.
 */
export function resNetV2(embedding: ResNetV2): Net {
	const stem = chain([
		['conv', conv(STEM, 7, 2)],
		['norm', norm],
		['act', relu],
		['pool', { kind: 'maxPool', kernel: 3, stride: 2, padding: 'same' }]
	]);
	const stages = RESNETS_V2[embedding].map((depth, stage): NamedNet => {
		const blocks = Array.from({ length: depth }, (_, i): NamedNet => {
			const stride = stage > 0 && i === 0 ? 2 : 1;
			return [String(i), bottleneck(FIRST * 2 ** stage, stride, i === 0)];
		});
		return [String(stage), chain([['blocks', chain(blocks)]])];
	});
	// A stem alone is the whole backbone, and its parts have no name before theirs.
	return stages.length === 0
		? stem
		: chain([
				['stem', stem],
				['stages', chain(stages)]
			]);
}

/** Stride of the map that it ends with, px. */
export const strideOfResNetV2 = (embedding: ResNetV2): number =>
	4 * 2 ** Math.max(0, RESNETS_V2[embedding].length - 1);
