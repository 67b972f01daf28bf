import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import {
	countFrom,
	inputOf,
	range,
	ratioOf,
	size,
	type Guess,
	type Shapes
} from '../weight-shapes.ts';
import { swinNamings } from './namings.ts';

const TABLE = 'attn.relative_position_bias_table';

// Not spread: a file may name more stages than a call has arguments.
const largest = (values: readonly number[]) =>
	values.reduce((most, value) => Math.max(most, value), -Infinity);
const smallest = (values: readonly number[]) =>
	values.reduce((least, value) => Math.min(least, value), Infinity);

/**
 * Patches a side of the image, from the windows of the stages. Where a map is smaller than the window
 * it is a window itself, and its size is known; else it is only known to be no smaller.
 *
 * @param usual taken where it fits
 */
function gridOf(windows: readonly number[], usual: number): number {
	const window = largest(windows);
	const least = largest(windows.map((side, stage) => side * 2 ** stage));
	const most = smallest(
		windows.map((side, stage) => (side < window ? (side + 1) * 2 ** stage - 1 : Infinity))
	);
	return usual >= least && usual <= most ? usual : least;
}

function guessSwin(shapes: Shapes): readonly Guess[] {
	const block = (stage: number, index: number) => `layers.${stage}.blocks.${index}`;
	if (!shapes.has(`${block(0, 0)}.${TABLE}`)) return [];
	const stages = range(countFrom(shapes, (stage) => `${block(stage, 0)}.${TABLE}`));
	const windows = stages.map(
		(stage) => (Math.sqrt(size(shapes, `${block(stage, 0)}.${TABLE}`, 0)) + 1) / 2
	);
	const width = size(shapes, 'patch_embed.proj.weight', 0);
	const patch = size(shapes, 'patch_embed.proj.weight', 2);
	const read = {
		width,
		patch,
		depths: stages.map((stage) =>
			countFrom(shapes, (index) => `${block(stage, index)}.attn.qkv.weight`)
		),
		heads: stages.map((stage) => size(shapes, `${block(stage, 0)}.${TABLE}`, 1)),
		window: largest(windows),
		mlpRatio: ratioOf(size(shapes, `${block(0, 0)}.mlp.fc1.weight`, 0), width),
		qkvBias: shapes.has(`${block(0, 0)}.attn.qkv.bias`),
		classes: size(shapes, 'head.fc.weight', 0)
	};
	const assume = (base: Config): Config => {
		const grid = gridOf(windows, Math.floor(Number(base['input']) / patch));
		return { input: inputOf(grid, patch, base) };
	};
	return [{ read, assume }];
}

export const checkpoints: CheckpointReader = {
	networks: ['Swin'],
	guess: guessSwin,
	namings: swinNamings
};
