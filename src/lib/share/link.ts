import type { Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import type { Convention, Options } from '../count/conventions/convention.ts';
import { conventionOf, knownConventions } from '../count/conventions/known.ts';
import { paper } from '../count/conventions/paper.ts';
import { cut } from '../json/text.ts';
import { tagOf } from '../names/timm.ts';
import {
	LESSON_SETTINGS,
	printDesignLesson,
	readDesignLesson,
	type BegunLesson
} from './design-lesson.ts';
import { repeatedSettings } from './repeated.ts';
import {
	applySettings,
	changesOf,
	DEFAULT_PRESET,
	defaultDesign,
	readPreset,
	type Setting
} from './settings.ts';
import { TOUR_STEPS, tourStep, type TourStepId } from './tour-steps.ts';
import { unknownPreset } from './unknown-preset.ts';

/** What an address holds: a design, what it is compared with, and how it is counted. */
export type Linked = Readonly<{
	design: Design;
	/** A preset by name; `null` is the design's own preset. */
	baseline: string | null;
	convention: Convention;
	options: Options;
	/** What a teacher asks about it; `null` where it is no lesson. */
	lesson: BegunLesson | null;
	/** Where a person stands in the tour of what the network sees; `null` where they take none. */
	tour: TourStepId | null;
	problems: readonly Problem[];
}>;

/** How a design is looked at when a link says nothing of it. */
export const asItComes = {
	baseline: null,
	convention: paper,
	options: { fusedAttention: false },
	lesson: null,
	tour: null
} as const satisfies Omit<Linked, 'design' | 'problems'>;

/** The most characters that the link of one design may have. */
export const LONGEST = 2000;
/** Beside it, what a question and a lesson's start take, whose letters are escaped. */
const LONGEST_LESSON = 12000;
const ESCAPED = /&(?:ask|start)=[^&]*/g;

/**
 * The part of an address after `#`: the preset, then what differs from it and from how it comes, such
 * as `convnext_tiny&depths=3,3,27,3&vs=resnet50&count=fvcore`. Of a design that was asked for with
 * weights of timm's, `from` is their tag. Once a lesson's design is edited, `start` is what it began with.
 */
export function printLink(linked: Omit<Linked, 'problems'>): string {
	const { design, baseline, convention, options, lesson, tour } = linked;
	const own = printOwn(design);
	const start = lesson ? printOwn(lesson.start) : own;
	return [
		own,
		...(baseline === null ? [] : [`vs=${baseline}`]),
		...(convention === paper ? [] : [`count=${convention.id}`]),
		...(options.fusedAttention ? ['fused=on'] : []),
		...(tour ? [`tour=${tour}`] : []),
		...(lesson ? printDesignLesson(lesson.asked) : []),
		...(start === own ? [] : [`start=${encodeURIComponent(start)}`])
	].join('&');
}

/** A design and nothing of how it is looked at. */
const printOwn = (design: Design): string =>
	[
		design.preset,
		...changesOf(design).map(([key, text]) => `${key}=${text}`),
		...(design.tag ? [`from=${design.tag.name}`] : [])
	].join('&');

type Read<T> = Readonly<{ value: T; problems: readonly Problem[] }>;

const refuse = (field: string, text: string, permitted: readonly string[]): readonly Problem[] => [
	{
		field,
		message: `${field}: “${cut(text, 60)}” is not permitted; permitted: ${permitted.join(', ')}`
	}
];

function readBaseline(text: string, baselines: readonly string[]): Read<string | null> {
	if (baselines.includes(text)) return { value: text, problems: [] };
	return { value: null, problems: [{ field: 'vs', message: `vs: ${unknownPreset(text)}` }] };
}

/** The design with the weights of timm's that it is from. */
function readFrom(design: Design, text: string): Read<Design> {
	const tag = tagOf(design.preset, text);
	if (tag) {
		const { name, image } = tag;
		return { value: { ...design, tag: { name, image } }, problems: [] };
	}
	const message = `from: ${unknownPreset(`${design.preset}.${text}`)}`;
	return { value: design, problems: [{ field: 'from', message }] };
}

function readConvention(text: string): Read<Convention> {
	const convention = conventionOf(text);
	if (convention) return { value: convention, problems: [] };
	const permitted = knownConventions().map(({ id }) => id);
	return { value: paper, problems: refuse('count', text, permitted) };
}

function readTour(text: string): Read<TourStepId | null> {
	const value = tourStep(text);
	return { value, problems: value ? [] : refuse('tour', text, TOUR_STEPS) };
}

function readFused(text: string): Read<Options> {
	const known = text === 'on' || text === 'off';
	const problems = known ? [] : refuse('fused', text, ['on', 'off']);
	return { value: { fusedAttention: text === 'on' }, problems };
}

/**
 * Reads an address's hash, with or without its `#`. Never throws: what cannot be used is named among
 * the problems, and the rest is kept.
 *
 * @param baselines names that `vs` may have
 */
export function readLink(hash: string, baselines: readonly string[]): Linked {
	const text = hash.replace(/^#/, '');
	if (text.replace(ESCAPED, '').length > LONGEST || text.length > LONGEST_LESSON) {
		const message = `the link has ${text.length} characters; permitted: up to ${LONGEST}`;
		return { ...asItComes, design: defaultDesign(), problems: [{ field: 'link', message }] };
	}
	const { settings, textOf, design, problems } = readOwn(text);
	const [versus, count, fused] = [textOf('vs'), textOf('count'), textOf('fused')];
	const known = [...LOOKS, ...design.family.fields.map(({ key }) => key)];
	const repeated = repeatedSettings(
		settings.map(([key]) => key).filter((key) => known.includes(key))
	);
	const baseline = versus === null ? null : readBaseline(versus, baselines);
	const convention = count === null ? null : readConvention(count);
	const options = fused === null ? null : readFused(fused);
	const toured = textOf('tour');
	const tour = toured === null ? null : readTour(toured);
	const begun = readStart(textOf('start') ?? '');
	const start = begun.value ?? design;
	const taught = readDesignLesson(start, textOf);
	return {
		design,
		baseline: baseline?.value ?? asItComes.baseline,
		convention: convention?.value ?? asItComes.convention,
		options: options?.value ?? asItComes.options,
		lesson: taught.lesson && { asked: taught.lesson, start },
		tour: tour?.value ?? null,
		problems: [baseline, convention, options, tour, begun, taught].reduce(
			(all, read) => [...all, ...(read?.problems ?? [])],
			[...problems, ...repeated]
		)
	};
}

/** A text's settings, and the design that they make of its preset. */
function readOwn(text: string) {
	const [preset = '', ...rest] = text.split('&').map(decode);
	const settings = rest.filter((part) => part !== '').map(splitSetting);
	const textOf = (key: string) => settings.findLast(([other]) => other === key)?.[1] ?? null;
	const { design, problems } = readDesign(preset, settings);
	const source = textOf('from');
	const from = source === null ? null : readFrom(design, source);
	return {
		settings,
		textOf,
		design: from?.value ?? design,
		problems: [...problems, ...(from?.problems ?? [])]
	};
}

/** The design that a lesson began with; `null` where it is the link's own, or cannot be used. */
function readStart(text: string): Read<Design | null> {
	if (text === '') return { value: null, problems: [] };
	const { design, problems } = readOwn(text.slice(0, LONGEST));
	return {
		value: problems.length > 0 ? null : design,
		problems: problems.map(({ message }) => ({ field: 'start', message: `start: ${message}` }))
	};
}

const LOOKS: readonly string[] = ['from', 'vs', 'count', 'fused', 'tour', ...LESSON_SETTINGS];

function readDesign(preset: string, settings: readonly Setting[]) {
	const start = readPreset(preset === '' ? DEFAULT_PRESET : preset);
	// The settings of a preset that is not there would say nothing about another.
	if (start.problems.length > 0) return start;
	return applySettings(
		start.design,
		settings.filter(([key]) => !LOOKS.includes(key))
	);
}

function splitSetting(part: string): Setting {
	const at = part.indexOf('=');
	return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

/** A stray `%` is left as it stands: the field that it lands in refuses it by name. */
function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
