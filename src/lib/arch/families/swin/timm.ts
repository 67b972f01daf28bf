import type { Config } from '../../fields.ts';
import { as, transformerWords, tuple, type TimmWord, type TimmWords } from '../timm-words.ts';
import { stageAxes, windowSides, type SwinConfig } from './config.ts';

// Values come from this family's own fields, which hold exactly what SwinConfig describes.
const own = (config: Config): SwinConfig => config as SwinConfig;

/**
 * Whether timm 1.0.29 runs it: the mask of its shifted blocks is made for a map that is halved
 * rounding down, and must have as many windows as the map, which is halved rounding up. V2's mask is
 * not padded: windows must divide the map.
 */
function runs(config: SwinConfig): boolean {
	return config.depths.every((depth, stage) => {
		const axes = stageAxes(config, stage);
		if (depth < 2 || axes.every(({ shift }) => shift === 0)) return true;
		return axes.every(({ expected, size, window }) =>
			config.version === 'v2'
				? expected === size && size % window === 0
				: Math.ceil(expected / window) === Math.ceil(size / window)
		);
	});
}

/** A word that is said of networks only that timm runs. */
const ifRuns =
	(word: TimmWord): TimmWord =>
	(value, config, start) =>
		runs(own(config)) ? word(value, config, start) : null;

const windowsOf = (config: SwinConfig): readonly string[] =>
	config.depths.map((_, stage) => {
		const [high, wide] = windowSides(config, stage);
		return high === wide ? String(high) : `(${high}, ${wide})`;
	});

/** The windows of all stages, if they are one. */
const oneOf = (windows: readonly string[]): string | null =>
	windows.every((window) => window === windows[0]) ? (windows[0] ?? null) : null;

const window: TimmWord = (_value, config, start) => {
	const all = windowsOf(own(config));
	const one = oneOf(all);
	// What a preset has in every stage, it has in any number of them.
	if (one !== null) return one === oneOf(windowsOf(own(start))) ? [] : [['window_size', one]];
	// V2 has one window for all stages, and a list of two is taken for two sides.
	if (own(config).version === 'v2' || all.length === 2) return null;
	return [['window_size', `(${all.join(', ')})`]];
};

const trained: TimmWord = (value, _config, start) => {
	const before = own(start).pretrainedWindow;
	const isPart = Array.isArray(value) && value.every((side, stage) => side === before[stage]);
	return isPart ? [] : [['pretrained_window_sizes', tuple(value)]];
};

export const swinWords: TimmWords = {
	...transformerWords,
	input: ifRuns(as('img_size', tuple)),
	patch: ifRuns(as('patch_size')),
	depths: ifRuns(as('depths', tuple)),
	heads: as('num_heads', tuple),
	window: ifRuns(window),
	windowWidth: ifRuns(window),
	pretrainedWindow: trained
};
