import type { Design } from '../../arch/design.ts';
import type { NamingRule } from '../../arch/families/naming.ts';
import { sameValue, type FieldValue } from '../../arch/fields.ts';
import type { Shape } from '../../arch/net.ts';
import type { WeightSlot } from '../pieces.ts';

/** How networks' weights are written for code of others than timm. */
export type Writing = Readonly<{
	/** Whose code it is. */
	label: string;
	/** The author's network under timm's name, and the fields in which it may be another. */
	preset: string;
	free: readonly string[];
	/** Whether it runs them alike, where the fields alone do not tell. */
	runs?: (config: Design['config']) => boolean;
	/** From timm's names to the author's. */
	rules: readonly NamingRule[];
	/** Layers of timm's that are several of the author's, one below the other in equal parts. */
	splits?: readonly Readonly<{ of: RegExp; into: readonly string[] }>[];
	/** The author's shape of a tensor, by its name there. */
	shapeOf?: (name: string, shape: Shape) => Shape;
	/** Python that makes the network and loads the file. */
	load: (design: Design, file: string) => string;
}>;

/** Fields in which the Swins of all codes are free. */
export const SWIN_FIELDS: readonly string[] = [
	...['depths', 'heads', 'width', 'mlpRatio', 'input', 'channels', 'classes', 'qkvBias', 'patch']
];

/** Sides of the image, height first. */
const sides = ({ input }: Design['config']): readonly number[] =>
	Array.isArray(input) ? input.map(Number) : [Number(input), Number(input)];

/**
 * Whether windows of 7 tile the map of every stage. Elsewhere timm pads, masks and shifts otherwise than
 * its authors' code and Transformers, along each axis by itself.
 */
export function windowsTile(config: Design['config']): boolean {
	const [height = 0, width = 0] = sides(config).map((side) => side / Number(config['patch']));
	const stages = Array.isArray(config['depths']) ? config['depths'].length : 1;
	// The map of the last stage is that of the first over this.
	const tile = 7 * 2 ** (stages - 1);
	return height % tile === 0 && width % tile === 0 && (height === tile) === (width === tile);
}

const first = (value: FieldValue | undefined): FieldValue | undefined =>
	Array.isArray(value) && new Set<unknown>(value).size === 1 ? String(value[0]) : value;

/** Whether the author's code has a design: it is the preset but for fields that are free. */
export function isWritten({ family, config }: Design, { preset, free, runs }: Writing): boolean {
	const own = family.presets.get(preset)?.config;
	if (!own || Number(config['classes']) === 0 || runs?.(config) === false) return false;
	return family.fields.every(({ key, applies }) => {
		if (free.includes(key) || key === 'batch' || (applies && !applies(config) && !applies(own)))
			return true;
		// Alike in all stages, however many there are.
		return sameValue(first(config[key]), first(own[key]));
	});
}

function renamed({ rules }: Writing, name: string): string | null {
	for (const [pattern, to] of rules) {
		const found = pattern.exec(name);
		if (found) return typeof to === 'string' ? name.replace(pattern, to) : to(...found.slice(1));
	}
	return null;
}

/** Fewer rows of a tensor. */
const part = ([rows = 0, ...rest]: Shape, parts: number): Shape => [rows / parts, ...rest];

/**
 * The author's tensors with the values of timm's, in the order of those: what several layers share of one
 * lies in it one after the other. `null` where the author has no place for one.
 */
export function entriesOf(
	slots: readonly WeightSlot[],
	writing: Writing
): readonly WeightSlot[] | null {
	const { splits = [], shapeOf = (_, shape) => shape } = writing;
	const entries: WeightSlot[] = [];
	for (const { name, shape } of slots) {
		const to = renamed(writing, name);
		if (to === null) return null;
		const into = splits.find(({ of }) => of.test(to))?.into ?? [''];
		for (const each of into) {
			const as = to.replace('@', each);
			entries.push({ name: as, shape: shapeOf(as, part(shape, into.length)) });
		}
	}
	return entries;
}
