import type { CheckpointReader } from '../../family.ts';
import { sameValue, type Config } from '../../fields.ts';
import { perAxis, sidesOf } from '../../net.ts';
import { toSize } from '../../size.ts';
import {
	commonRatioOf,
	countFrom,
	range,
	size,
	type Guess,
	type Shapes
} from '../weight-shapes.ts';
import { check } from './check.ts';
import type { SwinConfig } from './config.ts';
import { likelySwin } from './likely.ts';
import { swinNamings } from './namings.ts';
import { swinPresets } from './presets.ts';
import { stageWindows, windowSizes, type Between, type WindowSizes } from './window-sizes.ts';

const TABLE = 'attn.relative_position_bias_table';

const block = (stage: number, index: number): string => `layers.${stage}.blocks.${index}`;

/** What any Swin tells of itself; windows and heads apart. */
function readBlocks(shapes: Shapes, stages: readonly number[]) {
	const width = size(shapes, 'patch_embed.proj.weight', 0);
	return {
		width,
		patch: size(shapes, 'patch_embed.proj.weight', 2),
		channels: size(shapes, 'patch_embed.proj.weight', 1),
		depths: stages.map((stage) =>
			countFrom(shapes, (index) => `${block(stage, index)}.attn.qkv.weight`)
		),
		mlpRatio: commonRatioOf(
			stages.map((stage) => size(shapes, `${block(stage, 0)}.mlp.fc1.weight`, 0)),
			stages.map((stage) => size(shapes, `${block(stage, 0)}.mlp.fc1.weight`, 1))
		),
		classes: size(shapes, 'head.fc.weight', 0)
	};
}

/**
 * Side of an image, px, that gives so many patches; the preset's where it does.
 *
 * @param usual the preset's
 */
function sideOf([least, most]: Between, patch: number, usual: number): number {
	const patches = Math.floor(usual / patch);
	return patches >= least && patches <= most ? usual : Math.max(SMALLEST_INPUT, least * patch);
}

const SMALLEST_INPUT = 8;

/** V1 has tables of its windows: those of a preset, one for all stages, or each stage's own. */
function guessFirst(shapes: Shapes): readonly Guess[] {
	const stages = range(countFrom(shapes, (stage) => `${block(stage, 0)}.${TABLE}`));
	const tables = stages.map((stage) => size(shapes, `${block(stage, 0)}.${TABLE}`, 0));
	const read = {
		...readBlocks(shapes, stages),
		version: 'v1',
		heads: stages.map((stage) => size(shapes, `${block(stage, 0)}.${TABLE}`, 1)),
		qkvBias: shapes.has(`${block(0, 0)}.attn.qkv.bias`)
	};
	const guessOf = (windows: WindowSizes | null): readonly Guess[] => {
		if (!windows) return [];
		const { window, windowWidth, rows, columns } = windows;
		const assume = (base: Config): Config => {
			const [height, width] = sidesOf(toSize(base['input']));
			const input = perAxis(sideOf(rows, read.patch, height), sideOf(columns, read.patch, width));
			return { input, pretrainedWindow: stages.map(() => 0) };
		};
		return [{ read: { ...read, window, windowWidth }, assume }];
	};
	const own = stageWindows(tables);
	const isPreset = [...swinPresets.values()].some(({ config }) =>
		sameValue(config.window, own?.window)
	);
	const all = [...guessOf(windowSizes(tables)), ...guessOf(own)];
	return isPreset ? all.toReversed() : all;
}

/** V2's biases come from an MLP, which tells nothing of its windows: the preset's, where they fit. */
function guessSecond(shapes: Shapes): readonly Guess[] {
	const stages = range(countFrom(shapes, (stage) => `${block(stage, 0)}.attn.logit_scale`));
	const read = {
		...readBlocks(shapes, stages),
		version: 'v2',
		heads: stages.map((stage) => size(shapes, `${block(stage, 0)}.attn.logit_scale`, 0)),
		qkvBias: shapes.has(`${block(0, 0)}.attn.q_bias`)
	};
	const assume = (base: Config): Config => {
		const settled = { ...base, ...read } as unknown as SwinConfig;
		const fits = settled.window.length === stages.length && check(settled).length === 0;
		return fits ? {} : roomy(read.patch, stages);
	};
	const why = () => ({ input: 'no table of windows tells it' });
	return [{ read, assume, why }];
}

/** Windows and an image that any number of stages can have. */
function roomy(patch: number, stages: readonly number[]): Config {
	const [usual, least] = [patch * 2 ** (stages.length + 1), patch * 2 ** (stages.length - 1)];
	const eight = stages.map(() => 8);
	return {
		input: Math.max(SMALLEST_INPUT, usual <= LARGEST_INPUT ? usual : least),
		window: eight,
		windowWidth: stages.map(() => 0),
		pretrainedWindow: eight
	};
}

const LARGEST_INPUT = 2048;

function guessSwin(shapes: Shapes): readonly Guess[] {
	if (shapes.has(`${block(0, 0)}.${TABLE}`)) return guessFirst(shapes);
	return shapes.has(`${block(0, 0)}.attn.logit_scale`) ? guessSecond(shapes) : [];
}

export const checkpoints: CheckpointReader = {
	networks: ['Swin', 'Swin V2'],
	marks: [/layers\.0\.blocks\.0\.attn\.qkv\.weight$/],
	guess: guessSwin,
	likely: likelySwin,
	namings: swinNamings
};
