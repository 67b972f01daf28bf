import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { countFrom, inputWith, ratioOf, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { vitNamings } from './namings.ts';

const HEAD_WIDTH = 64;

/** Heads leave no trace in the shapes: 64 channels each, as in every preset, or as in the preset. */
function headsOf(width: number, { heads }: Config): number {
	if (width % HEAD_WIDTH === 0) return width / HEAD_WIDTH;
	return typeof heads === 'number' && width % heads === 0 ? heads : 1;
}

function guessVit(shapes: Shapes): readonly Guess[] {
	if (!shapes.has('pos_embed') || !shapes.has('blocks.0.attn.qkv.weight')) return [];
	const width = size(shapes, 'patch_embed.proj.weight', 0);
	const patch = size(shapes, 'patch_embed.proj.weight', 2);
	const classToken = shapes.has('cls_token');
	const patches = size(shapes, 'pos_embed', 1) - (classToken ? 1 : 0);
	const read = {
		width,
		depth: countFrom(shapes, (i) => `blocks.${i}.attn.qkv.weight`),
		mlpRatio: ratioOf(size(shapes, 'blocks.0.mlp.fc1.weight', 0), width),
		qkvBias: shapes.has('blocks.0.attn.qkv.bias'),
		patch,
		channels: size(shapes, 'patch_embed.proj.weight', 1),
		classToken,
		pool: shapes.has('fc_norm.weight') ? 'average' : 'token',
		classes: size(shapes, 'head.weight', 0)
	};
	return [
		{
			read,
			assume: (base) => ({ heads: headsOf(width, base), input: inputWith(patches, patch, base) })
		}
	];
}

export const checkpoints: CheckpointReader = {
	networks: ['ViT'],
	guess: guessVit,
	namings: vitNamings
};
