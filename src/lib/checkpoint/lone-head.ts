import { examine, withValue, type Design } from '../arch/design.ts';
import { fieldWithRole } from '../arch/fields.ts';
import { quoted } from './containers/format-error.ts';
import type { Stored } from './containers/stored.ts';
import { weightShapes } from './differences.ts';
import type { Wrapping } from './naming.ts';

/** A classifier by a name of its own: a layer among modules without weights, or a class that someone wrote. */
const HEAD = /(^|\.)(fc|heads?|classifier|last_linear|linear|out|output)(\.\d+)*\.(weight|bias)$/;

/** What stands for its name among a file’s. */
const MARK = '__classifier__';

/** A file in which the one layer that a design does not have is its classifier. */
export type LoneHead = Readonly<{
	stored: ReadonlyMap<string, Stored>;
	way: Wrapping;
	/** What is taken for granted, in a sentence. */
	presumed: string;
}>;

/** Weights that a design has with so many classes, and has not without: those of its classifier. */
function classifierOf(design: Design, classes: number): readonly string[] {
	const { key } = fieldWithRole(design.family.fields, 'classes') ?? {};
	if (key === undefined || design.config[key] !== 0) return [];
	const [without, beside] = [design, withValue(design, key, classes)].map((one) => {
		const examined = examine(one);
		return examined.ok ? [...weightShapes(examined.network.layers).keys()] : [];
	});
	return (beside ?? []).filter((name) => !without?.includes(name));
}

/**
 * Reads what a design leaves of a file as its classifier, where that is one layer: `fc.1` in a row with a
 * dropout, or `classifier` beside a backbone. `null` where it is anything else.
 *
 * @param parts what is part of the network and not in the design, by the file’s names
 */
export function loneHead(
	stored: ReadonlyMap<string, Stored>,
	way: Wrapping,
	design: Design,
	parts: readonly string[]
): LoneHead | null {
	const weight = parts.find((name) => name.endsWith('.weight'));
	const [classes, , ...more] = (weight !== undefined && stored.get(weight)?.shape) || [];
	if (weight === undefined || classes === undefined || more.length > 0) return null;
	const path = weight.slice(0, -'.weight'.length);
	const isAll = parts.every((name) => [weight, `${path}.bias`].includes(name) && HEAD.test(name));
	const [needed, ...others] = classifierOf(design, classes).map((name) =>
		name.replace(/\.(weight|bias)$/, '')
	);
	if (!isAll || needed === undefined || others.some((name) => name !== needed)) return null;
	const { prefix, naming } = way;
	const named = [...stored].map(([name, one]): readonly [string, Stored] =>
		parts.includes(name) ? [`${prefix}${MARK}${name.slice(path.length)}`, one] : [name, one]
	);
	return {
		stored: new Map(named),
		way: {
			...way,
			naming: {
				...naming,
				rules: [[new RegExp(`^${MARK}(.+)$`), `${needed}$1`], ...naming.rules]
			}
		},
		presumed: `${quoted(path)} is taken for the classifier; whether anything without weights stands before it, such as an activation, no file tells.`
	};
}
