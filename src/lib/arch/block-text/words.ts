import { perAxis, sidesOf, type Op, type OpKind, type PerAxis } from '../net.ts';
import { ACTIVATION_KINDS } from '../ops/activations.ts';
import type { Context } from './place.ts';
import { angles } from './rotary-angles.ts';
import {
	bothSides,
	channelAt,
	channels,
	count,
	countFrom0,
	decimal,
	either,
	inside,
	outputs,
	sides,
	stride,
	words,
	type Value
} from './values.ts';

/** What of an operation is known before a parameter is read. */
type Known = Readonly<Record<string, unknown>>;

/** A parameter of an operation. */
export type Parameter = Readonly<{
	/** As in the operation. */
	key: string;
	/** How it is written: `bare` by its place, `word` by what its words say, `key=value`, or never. */
	as: 'bare' | 'word' | 'never' | Readonly<{ key: string }>;
	value: Value;
	/** What it is where the line does not say; `undefined` leaves it out. */
	usual(context: Context, known: Known): unknown;
	/** Whether a line that is written says it even so. */
	always?: true;
}>;

/** One way to write a kind of operation. */
export type Word = Readonly<{
	word: string;
	kind: Op['kind'];
	/** Whether an operation is one that it is for; all of its kind where left out. */
	fits?(op: Known, context: Context): boolean;
	/** Whether its first number is written right behind it. */
	glues?: true;
	parameters: readonly Parameter[];
}>;

const of = (as: Parameter['as'], key: string, value: Value, usual: unknown): Parameter => ({
	key,
	as,
	value,
	usual: typeof usual === 'function' ? (usual as Parameter['usual']) : () => usual
});

const bare = (key: string, value: Value, usual?: unknown) => of('bare', key, value, usual);
const word = (key: string, all: Readonly<Record<string, unknown>>, usual?: unknown) =>
	of('word', key, words(all), usual);
const keyed = (key: string, value: Value, usual?: unknown, text = key) =>
	of({ key: text }, key, value, usual);
const never = (key: string, usual: unknown) => of('never', key, words({}), usual);

const entering = ({ x }: Context): number => x.at(-1) ?? 0;

/** What lets stride 1 keep the size of a map whose kernel is odd. */
function half(_context: Context, { kernel, dilation = 1 }: Known): PerAxis {
	const [height, width] = sidesOf(kernel as PerAxis);
	const side = (size: number) => (Number(dilation) * (size - 1)) >> 1;
	return perAxis(side(height), side(width));
}

/** `tf`: TensorFlow's where the stride is more than 1, and else what keeps the map's size. */
const padding = either(words({ same: 'same', tf: 'tf' }), sides(0));

const strided = keyed('stride', stride, 1);
const padded = keyed('padding', padding, half, 'pad');
const biased = word('bias', { bias: true, nobias: false }, ({ normed }: Context) => !normed);
const dilated = keyed('dilation', count);
const kernel = bare('kernel', sides(1));
const eps = (usual: number) => keyed('eps', decimal, usual);
const first = word('channelsFirst', { first: true, last: false }, false);
const noBias = word('bias', { nobias: false });
const torch = word('library', { torch: 'torch' });
const layout = keyed(
	'layout',
	either(words({ tokens: 'tokens' }), inside('window', sides(1))),
	undefined,
	'as'
);
const heads = keyed('heads', count);
const shift = (as: 'by' | 'shift') => keyed('shift', sides(0), 0, as);

const STANDARDIZED = word('standardized', { standardized: true });

const convolution = (out: Parameter, groups: Parameter): readonly Parameter[] => [
	kernel,
	out,
	strided,
	dilated,
	padded,
	groups,
	biased,
	STANDARDIZED
];

const SAME_WIDTH = bare('out', channels, entering);
/** What changes nothing but a width says it. */
const always = (parameter: Parameter): Parameter => ({ ...parameter, always: true });
const GROUPS = keyed('groups', count, 1);

/** Every way to write an operation; the first that fits is taken. */
export const WORDS: readonly Word[] = [
	{
		word: 'dw',
		kind: 'conv',
		glues: true,
		fits: ({ out, groups, kernel }, { x }) =>
			kernel !== 1 && out === x.at(-1) && groups === x.at(-1) && Number(out) > 1,
		parameters: convolution(never('out', entering), never('groups', entering))
	},
	{
		word: 'pw',
		kind: 'conv',
		fits: ({ kernel }) => kernel === 1,
		parameters: [never('kernel', 1), ...convolution(always(SAME_WIDTH), GROUPS).slice(1)]
	},
	{
		word: 'patch',
		kind: 'conv',
		glues: true,
		fits: ({ kernel, stride, padding }) => kernel === stride && padding === 0,
		parameters: [
			kernel,
			SAME_WIDTH,
			keyed('stride', stride, (_: Context, known: Known) => known.kernel),
			dilated,
			keyed('padding', padding, 0, 'pad'),
			GROUPS,
			biased,
			STANDARDIZED
		]
	},
	{ word: 'conv', kind: 'conv', glues: true, parameters: convolution(SAME_WIDTH, GROUPS) },
	{
		word: 'linear',
		kind: 'linear',
		parameters: [
			always(bare('out', outputs, entering)),
			word('bias', { bias: true, nobias: false, qv: 'queries and values' }, true),
			layout
		]
	},
	{ word: 'eca', kind: 'channelConv', glues: true, parameters: [bare('taps', count)] },
	{
		word: 'attention',
		kind: 'attention',
		parameters: [
			bare('heads', count),
			keyed('window', sides(1), null),
			shift('shift'),
			keyed('continuous', inside('trained', countFrom0), undefined, 'trained'),
			word('module', { eva: 'EvaAttention', rope: 'AttentionRope' })
		]
	},
	{
		word: 'rotary',
		kind: 'rotary',
		parameters: [
			bare('heads', count),
			keyed('grid', bothSides),
			keyed('skip', countFrom0, 0),
			word('pairs', { neighbours: 'neighbours', halves: 'halves' }, 'neighbours'),
			keyed('angles', angles)
		]
	},
	{ word: 'unit', kind: 'unitHeads', parameters: [bare('heads', count)] },
	{
		word: 'windows',
		kind: 'shiftWindows',
		glues: true,
		parameters: [bare('window', sides(1)), shift('by')]
	},
	{
		word: 'unwindows',
		kind: 'unshiftWindows',
		parameters: [
			keyed('height', count, ({ arranged }: Context) => arranged?.[0]),
			keyed('width', count, ({ arranged }: Context) => arranged?.[1]),
			shift('by')
		]
	},
	{ word: 'merge', kind: 'mergePatches', parameters: [] },
	{ word: 'flatten', kind: 'flatten', parameters: [word('vector', { vector: true })] },
	{
		word: 'learned',
		kind: 'learnedTokens',
		parameters: [
			bare('count', count, 1),
			word('role', { class: 'class', distillation: 'distillation', register: 'register' }, 'class')
		]
	},
	{ word: 'positions', kind: 'positionEmbedding', parameters: [] },
	{ word: 'bn', kind: 'batchNorm', parameters: [eps(1e-5)] },
	{ word: 'ln', kind: 'layerNorm', parameters: [eps(1e-6), first, noBias, layout, torch, heads] },
	{ word: 'rms', kind: 'rmsNorm', parameters: [eps(1e-6), first, layout, heads] },
	{ word: 'simple', kind: 'simpleNorm', parameters: [eps(1e-6), first] },
	{ word: 'gn', kind: 'groupNorm', parameters: [bare('groups', count, 1), eps(1e-5), noBias] },
	{ word: 'grn', kind: 'grn', parameters: [eps(1e-6), first] },
	...ACTIVATION_KINDS.map((kind): Word => ({
		word: kind.toLowerCase(),
		kind,
		parameters: kind === 'gelu' ? [layout, torch] : []
	})),
	{ word: 'maxpool', kind: 'maxPool', glues: true, parameters: [kernel, strided, padded] },
	{
		word: 'avgpool',
		kind: 'avgPool',
		glues: true,
		parameters: [
			kernel,
			strided,
			padded,
			word('ceil', { ceil: true }),
			word('countPadding', { zeros: true, nozeros: false }, false)
		]
	},
	{ word: 'blur', kind: 'blurPool', parameters: [strided, word('zeros', { zeros: true })] },
	{
		word: 'pool',
		kind: 'globalPool',
		parameters: [
			word('keepDims', { keep: true, vector: undefined }, ({ scope }: Context) =>
				scope === 'gate' ? true : undefined
			),
			word('head', { head: true })
		]
	},
	{ word: 'mean', kind: 'meanPool', parameters: [bare('skip', countFrom0, 0)] },
	{ word: 'token', kind: 'tokenAt', parameters: [bare('index', countFrom0, 0)] },
	{ word: 'drop', kind: 'dropTokens', parameters: [bare('count', countFrom0)] },
	{ word: 'latent', kind: 'latent', parameters: [] },
	{
		word: 'scale',
		kind: 'layerScale',
		parameters: [word('weight', { gamma: 'gamma' }), word('operator', { operator: true })]
	},
	{ word: 'bias', kind: 'bias', parameters: [] },
	{ word: 'times', kind: 'factor', parameters: [bare('value', decimal)] },
	{ word: 'affine', kind: 'scaleBias', parameters: [] },
	{
		word: 'slice',
		kind: 'slice',
		parameters: [bare('from', channelAt), bare('to', channels)]
	}
];

/** Joins, by their words; an add with one branch adds what enters. */
export const JOINS = {
	add: 'add',
	sub: 'subtract',
	mul: 'mul',
	concat: 'concat',
	cross: 'crossAttention'
} as const satisfies Readonly<Record<string, OpKind>>;

export const isJoin = (name: string): name is keyof typeof JOINS => Object.hasOwn(JOINS, name);

/** Words that are no operation themselves, and have branches. */
export const FORMS = ['skip', 'project', 'alternate'] as const;

const byWord = new Map(WORDS.map((row) => [row.word, row]));

export const wordOf = (name: string): Word | undefined => byWord.get(name);

/** Whether a word is known as it stands. */
export const isWord = (name: string): boolean => byWord.has(name);

export const glues = (name: string): boolean => byWord.get(name)?.glues ?? false;
