import { presetNames } from '../src/lib/arch/design.ts';
import { families } from '../src/lib/arch/families.ts';
import { conventions } from '../src/lib/count/conventions/conventions.ts';
import { metrics } from '../src/lib/count/metrics.ts';
import { REGIMES, roadmapSteps } from '../src/lib/roadmap/steps.ts';
import { designOptions } from './design-arguments.ts';
import { helpOption } from './run-command.ts';

export const COUNT_OPTIONS = {
	...designOptions,
	convention: { type: 'string' },
	'fused-attention': { type: 'boolean', default: false },
	memory: { type: 'boolean', default: false },
	layers: { type: 'boolean', default: false },
	list: { type: 'boolean', default: false },
	json: { type: 'boolean', default: false },
	...helpOption
} as const;

export type OptionName = keyof typeof COUNT_OPTIONS;

type Explained = Readonly<{
	/** What follows it; nothing follows a switch. */
	value?: string;
	about: string;
	/** What a shell offers after it. */
	offers?: () => readonly string[];
}>;

/** The keys of all families’ fields, each once. */
const fieldKeys = (): readonly string[] => [
	...new Set(families().flatMap(({ fields }) => fields.map(({ key }) => key)))
];

/** Presets by the names that a shell completes; it takes a colon for the end of a word. */
export const offeredPresets = (): readonly string[] =>
	presetNames().filter((name) => !name.includes(':'));

/** What each option is, in the order in which help lists them. */
export const EXPLAINED: Readonly<Record<OptionName, Explained>> = {
	input: { value: 'PX|HxW', about: 'side of the image in pixels, or its height and width' },
	channels: { value: 'N', about: 'channels of the image' },
	classes: { value: 'N', about: 'classes; 0 for no classifier' },
	'output-stride': {
		value: 'N',
		about: '8 or 16 dilate the kernels of ConvNets, RegNets, MBConv networks and InceptionNeXts',
		offers: () => ['8', '16', '32']
	},
	batch: { value: 'N', about: 'images in one pass, for --memory; no count depends on it' },
	set: {
		value: 'FIELD=VALUE',
		about: 'any field as a link has it, as often as you like: --set depths=3,3,27,3',
		offers: () => fieldKeys().map((key) => `${key}=`)
	},
	roadmap: {
		value: 'REGIME',
		about: 'the paper’s path from ResNet to ConvNeXt, in place of a preset; with --step',
		offers: () => REGIMES
	},
	step: {
		value: 'NAME',
		about: 'which step of it',
		offers: () => roadmapSteps.map(({ name }) => name)
	},
	convention: {
		value: 'TOOL',
		about: 'count as a tool does, to the integer',
		offers: () => conventions.map(({ id }) => id)
	},
	'fused-attention': { about: 'attention as one kernel, of which some tools see less' },
	memory: { about: 'bytes of weights, and of the activations alive at the worst moment' },
	layers: { about: 'a line for every layer' },
	list: { about: 'the presets that have all of the words given' },
	json: { about: 'the same as JSON, every number in full' },
	help: { about: 'this' }
};

const usageOf = (name: OptionName): string =>
	`--${name}${EXPLAINED[name].value ? ` ${EXPLAINED[name].value}` : ''}`;

const NAMES = Object.keys(EXPLAINED) as readonly OptionName[];
const WIDTH = Math.max(...NAMES.map((name) => usageOf(name).length));

function optionLines(name: OptionName): string {
	const { about, offers } = EXPLAINED[name];
	const offered = offers?.() ?? [];
	const listed = name === 'convention' || name === 'roadmap' ? `: ${offered.join(', ')}` : '';
	return `  ${usageOf(name).padEnd(WIDTH)}  ${about}${listed}`;
}

const COLUMNS = ['params', 'macs', 'flops', 'activations'] as const;

/** @param command as a person types it before the arguments */
export const countHelp = (command: string): string => `${command} PRESET [OPTION ...]
${command} --roadmap REGIME --step NAME [OPTION ...]
${command} --list [WORD ...]

What a design costs, for one image: in all, by stem, stages and head, and by layer.

For example
  ${command} convnext_tiny
  ${command} convnext_tiny --input 384 --set depths=3,3,27,3 --layers
  ${command} swin_tiny_patch4_window7_224 --convention fvcore
  ${command} resnet50 --memory --batch 8 --json
  ${command} --roadmap resnet50 --step "depthwise conv"
  ${command} --list convnext tiny

PRESET is one of timm's names, with or without a tag: convnext_tiny.fb_in22k_ft_in1k_384.

Columns
${COLUMNS.map((id) => `  ${metrics[id].short.padEnd(11)}  ${metrics[id].meaning}`).join('\n')}

Options
${NAMES.map(optionLines).join('\n')}

Exit code: 0 where it worked, 2 where the command line cannot be obeyed, 1 for anything else.`;
