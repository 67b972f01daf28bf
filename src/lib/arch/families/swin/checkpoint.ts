import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { perAxis, sidesOf } from '../../net.ts';
import { toSize } from '../../size.ts';
import { countFrom, range, ratioOf, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { swinNamings } from './namings.ts';
import { windowSizes, type WindowSizes } from './window-sizes.ts';

const TABLE = 'attn.relative_position_bias_table';

/**
 * Side of an image, px, that gives so many patches; the preset's where it does.
 *
 * @param usual the preset's
 */
function sideOf([least, most]: WindowSizes['rows'], patch: number, usual: number): number {
	const patches = Math.floor(usual / patch);
	return patches >= least && patches <= most ? usual : Math.max(SMALLEST_INPUT, least * patch);
}

const SMALLEST_INPUT = 8;

function guessSwin(shapes: Shapes): readonly Guess[] {
	const block = (stage: number, index: number) => `layers.${stage}.blocks.${index}`;
	if (!shapes.has(`${block(0, 0)}.${TABLE}`)) return [];
	const stages = range(countFrom(shapes, (stage) => `${block(stage, 0)}.${TABLE}`));
	const sizes = windowSizes(stages.map((stage) => size(shapes, `${block(stage, 0)}.${TABLE}`, 0)));
	if (!sizes) return [];
	const width = size(shapes, 'patch_embed.proj.weight', 0);
	const patch = size(shapes, 'patch_embed.proj.weight', 2);
	const read = {
		width,
		patch,
		channels: size(shapes, 'patch_embed.proj.weight', 1),
		depths: stages.map((stage) =>
			countFrom(shapes, (index) => `${block(stage, index)}.attn.qkv.weight`)
		),
		heads: stages.map((stage) => size(shapes, `${block(stage, 0)}.${TABLE}`, 1)),
		window: sizes.window,
		mlpRatio: ratioOf(size(shapes, `${block(0, 0)}.mlp.fc1.weight`, 0), width),
		qkvBias: shapes.has(`${block(0, 0)}.attn.qkv.bias`),
		classes: size(shapes, 'head.fc.weight', 0)
	};
	const assume = (base: Config): Config => {
		const [height, width] = sidesOf(toSize(base['input']));
		return {
			input: perAxis(sideOf(sizes.rows, patch, height), sideOf(sizes.columns, patch, width))
		};
	};
	return [{ read, assume }];
}

export const checkpoints: CheckpointReader = {
	networks: ['Swin'],
	guess: guessSwin,
	namings: swinNamings
};
