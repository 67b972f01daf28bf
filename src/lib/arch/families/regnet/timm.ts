import {
	as,
	bool,
	commonWords,
	unsaid,
	type TimmWord,
	type TimmWords,
	activationWord
} from '../timm-words.ts';
import type { RegNetConfig } from './config.ts';
import { stagesOf } from './line.ts';

/** timm builds four stages. */
const line =
	(name: string): TimmWord =>
	(value, config) =>
		stagesOf(config as RegNetConfig).length === 4 ? [[name, String(value)]] : null;

const SHORTCUTS: Readonly<Record<string, string>> = { conv: '"conv1x1"', average: '"avg"' };

/** timm's words for the fields of a RegNet: those of its `RegNetCfg`. */
export const regNetWords: TimmWords = {
	...commonWords,
	input: unsaid,
	depth: line('depth'),
	initialWidth: line('w0'),
	slope: line('wa'),
	multiplier: line('wm'),
	groupWidth: line('group_size'),
	groupRounding: (value, config, start) =>
		line('group_min_ratio')(value === 'nearest' ? 0 : 0.9, config, start),
	bottleneck: line('bottle_ratio'),
	seRatio: as('se_ratio'),
	shortcut: (value) => [['downsample', SHORTCUTS[String(value)] ?? '""']],
	preNorm: as('preact', bool),
	linearOut: as('linear_out', bool),
	activation: activationWord,
	outputStride: as('output_stride'),
	stemWidth: as('stem_width'),
	headWidth: as('num_features')
};
