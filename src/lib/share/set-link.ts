import { presetNames, type Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import type { Convention, Options } from '../count/conventions/convention.ts';
import { paper } from '../count/conventions/paper.ts';
import { cut } from '../json/text.ts';
import { asItComes, LONGEST, printLink, readLink } from './link.ts';
import { repeatedSettings } from './repeated.ts';
import { atOnce, type Slices } from './slices.ts';

/** Designs side by side, one of which the others are compared with. */
export type DesignSet = Readonly<{
	designs: readonly Design[];
	/** Number of the reference among them, from 0. */
	reference: number;
	convention: Convention;
	options: Options;
	/** Which of the page's two parts is open. */
	view: SetView;
}>;

export type SetView = 'compare' | 'map';

export type ReadSet = DesignSet & Readonly<{ problems: readonly Problem[] }>;

/** The most designs that stand side by side. */
export const MOST_DESIGNS = 6;

/** One rival for each way of thinking, at nearly the same cost. */
const DEFAULT = 'convnext_tiny;swin_tiny_patch4_window7_224;resnet50';

/** A setting of the set stands among the designs: a design begins with a preset, which has no `=`. */
const SETTING = /^(ref|count|fused|view)=/;

/** A design as it stands in a set: as in a link of its own, without how it is looked at. */
export const printDesign = (design: Design): string => printLink({ ...asItComes, design });

/**
 * The part of the address of a comparison after `#`: designs as in their own links, parted by
 * semicolons, such as `convnext_tiny;resnet50&depths=3,3,9,3;ref=2;count=fvcore`.
 */
export function printSet({ designs, reference, convention, options, view }: DesignSet): string {
	return [
		...designs.map(printDesign),
		...(reference === 0 ? [] : [`ref=${reference + 1}`]),
		...(convention === paper ? [] : [`count=${convention.id}`]),
		...(options.fusedAttention ? ['fused=on'] : []),
		...(view === 'map' ? ['view=map'] : [])
	].join(';');
}

const parts = (text: string): readonly string[] =>
	text
		.split(/;|%3B/i)
		.map((part) => part.trim())
		.filter((part) => part !== '');

type Entry = Readonly<{ design: Design | null; problems: readonly Problem[] }>;

/** Problems that leave nothing of what was meant. */
const FATAL = ['preset', 'link'];

/** Reads one design; every message says which one it is about. */
function readEntry(text: string, number: number): Entry {
	const { design, problems } = readLink(text, presetNames());
	const fatal = problems.some(({ field }) => FATAL.includes(field));
	const name = `design ${number}${fatal ? '' : `, ${design.preset}`}`;
	return {
		design: fatal ? null : design,
		problems: problems.map((problem) => ({
			...problem,
			message: `${name}: ${problem.message}${fatal ? '; it was left out' : ''}`
		}))
	};
}

/** Reads as many as stand side by side. */
function* readEntries(links: readonly string[]): Slices<readonly Entry[]> {
	const entries: Entry[] = [];
	for (const [i, link] of links.slice(0, MOST_DESIGNS).entries()) {
		entries.push(readEntry(link, i + 1));
		yield;
	}
	return entries;
}

function readReference(text: string | undefined, entries: readonly Entry[]) {
	if (text === undefined) return { reference: 0, problems: [] };
	const chosen = /^\d$/.test(text) ? entries[Number(text) - 1]?.design : undefined;
	const kept = entries.flatMap(({ design }) => design ?? []);
	if (chosen) return { reference: kept.indexOf(chosen), problems: [] };
	const message = `ref: “${cut(text, 40)}” is none of these designs; permitted: 1 to ${entries.length}`;
	return { reference: 0, problems: [{ field: 'ref', message }] };
}

/**
 * Reads the hash of a comparison's address, with or without its `#`. Never throws: what cannot be
 * used is named among the problems with the design it belongs to, and the rest is kept.
 */
export const readSet = (hash: string): ReadSet => atOnce(setReading(hash));

/** The same in slices: a design of hundreds of blocks takes a moment, and there may be six. */
export function* setReading(hash: string): Slices<ReadSet> {
	const text = hash.replace(/^#/, '');
	if (text.length > (MOST_DESIGNS + 1) * LONGEST) {
		const message = `the link has ${text.length} characters; permitted: up to ${(MOST_DESIGNS + 1) * LONGEST}`;
		return { ...readSet(DEFAULT), problems: [{ field: 'link', message }] };
	}
	const all = parts(text);
	const links = all.filter((part) => !SETTING.test(part));
	const pairs = all
		.filter((part) => SETTING.test(part))
		.map((part) => part.split('=') as [string, string]);
	const settings = new Map(pairs);
	const entries = yield* readEntries(links);
	const surplus = links.length - entries.length;
	const designs = entries.flatMap(({ design }) => design ?? []);
	const { reference, problems } = readReference(settings.get('ref'), entries);
	const { convention, options, ...looks } = readLooks(settings);
	const view = readView(settings.get('view'));
	return {
		designs: designs.length > 0 ? designs : readSet(DEFAULT).designs,
		reference: Math.max(0, reference),
		convention,
		options,
		view: view.view,
		problems: [
			...entries.flatMap((entry) => entry.problems),
			...(surplus > 0 ? [tooMany(surplus)] : []),
			...problems,
			...looks.problems,
			...view.problems,
			...repeatedSettings(pairs.map(([key]) => key))
		]
	};
}

const tooMany = (surplus: number): Problem => ({
	field: 'designs',
	message: `${MOST_DESIGNS} designs fit side by side; ${surplus} more ${surplus === 1 ? 'was' : 'were'} left out`
});

function readView(
	text: string | undefined
): Readonly<{ view: SetView; problems: readonly Problem[] }> {
	if (text === undefined || text === 'compare' || text === 'map')
		return { view: text ?? 'compare', problems: [] };
	const message = `view: “${cut(text, 40)}” is not permitted; permitted: compare, map`;
	return { view: 'compare', problems: [{ field: 'view', message }] };
}

/** How the set is counted is read as in the link of one design. */
function readLooks(settings: ReadonlyMap<string, string>) {
	const looks = ['count', 'fused'].flatMap((key) => {
		const value = settings.get(key);
		return value === undefined ? [] : [`${key}=${value}`];
	});
	return readLink(['', ...looks].join('&'), []);
}

export type Pasted = Readonly<{ designs: readonly Design[]; problems: readonly Problem[] }>;

/** Reads what a person pasted: an address of either page, its hash, or several of them in lines. */
export const readPasted = (text: string): Pasted => atOnce(pastedReading(text));

/** The same in slices, as of `setReading`. */
export function* pastedReading(text: string): Slices<Pasted> {
	if (text.length > (MOST_DESIGNS + 1) * LONGEST)
		return { designs: [], problems: [PASTED_TOO_LONG] };
	const links = text
		.split(/\s+/)
		.map((line) => (line.includes('#') ? line.slice(line.indexOf('#') + 1) : line))
		.flatMap(parts)
		.filter((part) => !SETTING.test(part));
	if (links.length === 0) return { designs: [], problems: [NOTHING_PASTED] };
	const entries = yield* readEntries(links);
	return {
		designs: entries.flatMap(({ design }) => design ?? []),
		problems: [
			...(links.length > MOST_DESIGNS ? [tooManyPasted(links.length)] : []),
			...entries.flatMap(({ problems }) => problems)
		]
	};
}

const tooManyPasted = (count: number): Problem => ({
	field: 'designs',
	message: `there are ${count} designs in this text; permitted: up to ${MOST_DESIGNS}; the others were left out`
});
const NOTHING_PASTED: Problem = { field: 'link', message: 'there is no design in this text' };
const PASTED_TOO_LONG: Problem = { field: 'link', message: 'this text is too long for a link' };

/** A set with designs added, as many as fit. */
export function withDesigns(set: DesignSet, added: readonly Design[]) {
	const designs = [...set.designs, ...added];
	const surplus = designs.length - MOST_DESIGNS;
	return {
		set: { ...set, designs: designs.slice(0, MOST_DESIGNS) },
		problems: surplus > 0 ? [tooMany(surplus)] : []
	};
}

/** A set without one of its designs; the reference stays what it was, or becomes the first. */
export function withoutDesign(set: DesignSet, at: number): DesignSet {
	const designs = set.designs.filter((_, i) => i !== at);
	if (designs.length === 0) return set;
	const { reference } = set;
	return {
		...set,
		designs,
		reference: reference === at ? 0 : reference - (at < reference ? 1 : 0)
	};
}
