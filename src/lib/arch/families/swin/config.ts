import { perAxis, sidesOf, type Sides } from '../../net.ts';
import type { InputConfig } from '../common-fields.ts';

/**
 * Swin Transformer (arXiv 2103.14030), S3 (2111.14725) and V2 (2111.09883) as in timm's
 * swin_transformer.py and swin_transformer_v2.py. Lists have one value for each stage.
 */
export type SwinConfig = InputConfig &
	Readonly<{
		/**
		 * V2 attends by the cosine of queries and keys, makes position biases by a small MLP, and norms
		 * what a branch adds rather than what it takes.
		 */
		version: 'v1' | 'v2';
		/** Side of a patch, px. */
		patch: number;
		/** Channels of the first stage; they double with every stage. */
		width: number;
		depths: readonly number[];
		heads: readonly number[];
		/** Height of a window, positions. */
		window: readonly number[];
		/** Its width; 0 is as wide as high. */
		windowWidth: readonly number[];
		/** Side of the windows that the weights were first trained for (V2); 0 where those are these. */
		pretrainedWindow: readonly number[];
		/** Hidden over outer width of a block's two linear layers. */
		mlpRatio: number;
		qkvBias: boolean;
	}>;

export const stageWidth = ({ width }: SwinConfig, stage: number): number => width * 2 ** stage;

/** Channels of one head: timm rounds down where heads do not divide the width. */
export const headWidth = (config: SwinConfig, stage: number): number =>
	Math.floor(stageWidth(config, stage) / (config.heads[stage] ?? 1));

/** Sides of the windows that a stage has on a map that is large enough. */
export function windowSides({ window, windowWidth }: SwinConfig, stage: number): Sides {
	const height = window[stage] ?? 1;
	return [height, (windowWidth[stage] ?? 0) || height];
}

/** What one axis of a stage comes to. */
function axisOf(patch: number, pixels: number, stage: number, wanted: number) {
	const grid = Math.floor(pixels / patch);
	const expected = Math.floor(grid / 2 ** stage);
	const size = Math.ceil(grid / 2 ** stage);
	return expected <= wanted
		? { expected, size, window: expected, shift: 0 }
		: { expected, size, window: wanted, shift: Math.floor(wanted / 2) };
}

/** Both axes of a stage, the height first. */
export function stageAxes(config: SwinConfig, stage: number) {
	const [height, width] = sidesOf(config.input);
	const [high, wide] = windowSides(config, stage);
	return [
		axisOf(config.patch, height, stage, high),
		axisOf(config.patch, width, stage, wide)
	] as const;
}

/**
 * Sides of a stage's map, and the windows in it. timm sizes windows for a map that is halved
 * rounding down, and halves the map itself rounding up; a map that is no larger than the window is
 * taken whole and not shifted along that axis.
 */
export function stageSizes(config: SwinConfig, stage: number) {
	const [rows, columns] = stageAxes(config, stage);
	return {
		height: rows.size,
		width: columns.size,
		window: perAxis(rows.window, columns.window),
		shift: perAxis(rows.shift, columns.shift)
	};
}
