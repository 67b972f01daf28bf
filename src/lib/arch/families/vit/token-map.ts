import type { Sides } from '../../net.ts';
import type { Embedding, VitConfig } from './config.ts';
import { isResNetV2, strideOfResNetV2, type ResNetV2 } from './resnet-v2.ts';

/** Kernels and strides of timm's ConvStem as MobileCLIP has it (timm/models/vision_transformer_hybrid.py). */
export const CONVS = [4, 2, 2] as const;

export type ResNetEmbedding = Exclude<Embedding, 'patches' | 'convs' | ResNetV2>;

/** Presets of which so many stages make tokens. */
export const RESNETS: Readonly<Record<ResNetEmbedding, readonly [preset: string, stages: number]>> =
	{
		resnet26d: ['resnet26d', 4],
		resnet50d: ['resnet50d', 4],
		'resnet50d-s16': ['resnet50d', 3]
	};

/** Strides one after the other: of what is padded, which rounds up, and of what is not. */
function strides({ embedding, patch }: Pick<VitConfig, 'embedding' | 'patch'>) {
	if (embedding === 'patches') return { padded: 1, bare: patch };
	if (embedding === 'convs') return { padded: 1, bare: CONVS.reduce((all, one) => all * one, 1) };
	if (isResNetV2(embedding))
		return { padded: strideOfResNetV2(embedding), bare: embedding === 'resnetv2-stem' ? patch : 1 };
	// The stem's 4, doubled by all stages but the first.
	return { padded: 2 ** (RESNETS[embedding][1] + 1), bare: 1 };
}

/** Stride of the map that tokens are made of, px. */
export function tokenStride(config: Pick<VitConfig, 'embedding' | 'patch'>): number {
	const { padded, bare } = strides(config);
	return padded * bare;
}

/** Rows and columns of tokens that an image gives, learned ones not among them. */
export function tokenGrid(
	config: Pick<VitConfig, 'embedding' | 'patch'>,
	[height, width]: Sides
): Sides {
	const { padded, bare } = strides(config);
	const along = (size: number) => Math.floor(Math.ceil(size / padded) / bare);
	return [along(height), along(width)];
}
