import type { Answer } from '../../benchmark/classify/classify.ts';
import { percent } from '../../kit/format.ts';

/** What a class may be called: the network's own names of its classes, and numbers of folders. */
export type ClassNames = Readonly<{
	names: readonly string[];
	/** WordNet's numbers, such as `n01440764`; empty for classes that have none. */
	synsets: readonly string[];
}>;

/** Of a network whose classes have no names here. */
export const NO_NAMES: ClassNames = { names: [], synsets: [] };

/** Whether names are ImageNet-1k's in longer words, such as “tench, Tinca tinca” for “tench”. */
export const areImagenets = (names: readonly string[], short: readonly string[]): boolean =>
	names.filter((name, i) => plain(name).startsWith(plain(short[i] ?? '?'))).length >
	names.length / 2;

/** The folder that an image lies in; empty where it lies in none. */
const folderOf = (path: string): string => path.split('/').at(-2) ?? '';

const plain = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ')
		.trim();

/**
 * The class that a folder is called after: by WordNet's number, by the class's number from 0, or by its
 * name; `null` where it is called after none.
 *
 * @param classes outputs of the network
 */
export function classOf(
	folder: string,
	{ names, synsets }: ClassNames,
	classes: number
): number | null {
	const number = /^\d{1,6}$/.test(folder) ? Number(folder) : -1;
	const found = [number, synsets.indexOf(folder), names.map(plain).indexOf(plain(folder))];
	return found.find((index) => index >= 0 && index < classes) ?? null;
}

/** How often a network was right about images whose folders say what they show. */
export type LabelledResult = Readonly<{
	images: number;
	top1: number;
	top5: number;
	/** Classes that the images are of. */
	classes: number;
	/** Folders that are called after no class. */
	unknown: readonly string[];
}>;

/** @returns `null` where no folder is called after a class */
export function labelledResult(
	paths: readonly string[],
	answers: readonly Answer[],
	known: ClassNames,
	classes: number
): LabelledResult | null {
	const folders = new Map(
		[...new Set(paths.map(folderOf))]
			.filter((folder) => folder !== '')
			.map((folder) => [folder, classOf(folder, known, classes)] as const)
	);
	const seen = paths.flatMap((path, i) => {
		const label = folders.get(folderOf(path)) ?? null;
		const top = answers[i]?.top;
		return label === null || !top
			? []
			: [{ label, place: top.findIndex(({ index }) => index === label) }];
	});
	if (seen.length === 0) return null;
	return {
		images: seen.length,
		top1: seen.filter(({ place }) => place === 0).length,
		top5: seen.filter(({ place }) => place >= 0).length,
		classes: new Set(seen.map(({ label }) => label)).size,
		unknown: [...folders].filter(([, label]) => label === null).map(([folder]) => folder)
	};
}

/** The same in words. */
export function tellLabelled({ images, top1, top5, classes, unknown }: LabelledResult): string {
	const of = (right: number) => `${percent(right / images)} (${right} of ${images})`;
	const left =
		unknown.length > 0
			? ` Left out, as called after no class: ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ', …' : ''}.`
			: '';
	return `On these images, of ${classes === 1 ? 'one class' : `${classes} classes`}: top-1 ${of(top1)}, top-5 ${of(top5)}. That is their accuracy by the names of their folders, and no other set’s.${left}`;
}
