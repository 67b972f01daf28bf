import type { Evidence, Features } from '../../benchmark/inspect/inspect.ts';
import type { Method } from '../../features/evidence.ts';
import { bytes, exact, percent } from '../../kit/format.ts';
import { className } from '../sources/source-text.ts';
import { NO_NAMES, classOf } from '../sources/labels.ts';
import type { Range } from './colours.ts';
import type { About } from './feature-text.ts';
import { valueText } from './statistic-text.ts';

type Names = readonly string[] | null;

const METHOD_TEXT: Readonly<Record<Method, Readonly<{ label: string; about: string }>>> = {
	'grad-cam': {
		label: 'Grad-CAM',
		about:
			'Grad-CAM: the layer’s channels, each times its mean gradient over the picture, added up; only what speaks for the class is left (Selvaraju et al. 2017).'
	},
	'layer-cam': {
		label: 'Layer-CAM',
		about:
			'Layer-CAM: every value of the layer times its own gradient where that is positive, added up over the channels; finer than Grad-CAM in early layers (Jiang et al. 2021).'
	},
	'gradient-input': {
		label: 'gradient × input',
		about:
			'Gradient × input: every value of the picture times the gradient there, added up over the colours, whatever layer is selected. Below zero it speaks against the class.'
	}
};

export const METHOD_OPTIONS = Object.entries(METHOD_TEXT).map(([value, { label }]) => ({
	value: value as Method,
	label
}));

export const tellMethod = (method: Method): string => METHOD_TEXT[method].about;

/** What a class is called, with its number where that does not say it. */
const tellClass = (names: Names, index: number): string =>
	names?.[index] === undefined ? className(null, index) : `${names[index]} (${index})`;

/** The top classes, each with its share. */
export const topRows = ({ top, about }: Evidence, names: Names) =>
	top.map(({ index, share }) => ({
		index,
		name: className(names, index),
		share: percent(share),
		chosen: index === about
	}));

/** The classes that one may be told apart from, by their numbers; the first is none. */
export const thanOptions = ({ top, about, than }: Evidence, names: Names) => [
	{ value: null, label: 'no other class' },
	...[...new Set([...top.map(({ index }) => index), ...(than === null ? [] : [than])])]
		.filter((index) => index !== about)
		.map((index) => ({ value: index, label: className(names, index) }))
];

/** The class that was typed, by its number from 0 or its name; else why it is none. */
export function classTyped(
	text: string,
	names: Names,
	classes: number
): Readonly<{ found: number } | { problem: string }> {
	const found = classOf(text.trim(), { ...NO_NAMES, names: names ?? [] }, classes);
	if (found !== null) return { found };
	const permitted = `numbers from 0 to ${exact(classes - 1)}${names ? ', and names' : ''}`;
	return { problem: `There is no class “${text}”: classes are ${permitted}.` };
}

/** What the map shows, in a sentence. */
export const tellAsked = ({ about, than }: Evidence, names: Names): string =>
	than === null
		? `Where the network sees ${tellClass(names, about)}.`
		: `Where the network sees ${tellClass(names, about)} rather than ${tellClass(names, than)}.`;

/** Where lines for PyTorch are, on a layer that has none. */
export const NO_LINES =
	'Lines for PyTorch are given where timm has the network and a module ends with this layer: at the end of a block of any family but MetaFormer, and at norms of Swin and ViT.';

/** How the gradient went about memory, where not all that it takes was kept; else empty. */
export const tellMemory = ({ memory: { pieces, kept } }: Evidence): string =>
	pieces === 0
		? ''
		: `To fit in memory, ${pieces === 1 ? 'a part of the network was' : `${pieces} parts of the network were`} computed again on the way back, and ${bytes(kept)} kept.`;

/** What a map without anything means. */
export const NOWHERE =
	'At this layer no place speaks for it: past the last attention of a class token only that token goes on, and elsewhere all that shows speaks against.';

/** All that one must know to read a picture of evidence that has left the page. */
export function evidenceCaption(
	{ path }: Features,
	evidence: Evidence,
	names: Names,
	method: Method,
	[low, high]: Range,
	{ preset, picture, weights }: About
): readonly string[] {
	const where = method === 'gradient-input' ? preset : `${preset}, ${path}`;
	return [
		`${where}. ${tellAsked(evidence, names)}`,
		`${tellMethod(method)} Viridis from ${valueText(low)} to ${valueText(high)}.`,
		`Picture: ${picture}. ${weights}`
	];
}
