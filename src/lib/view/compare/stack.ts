import { KINDS, type Kind } from '../../arch/ops.ts';
import { alignLayouts } from '../../draw/network/align.ts';
import { LEVELS, valuesBy, type Layout, type Values } from '../../draw/network/boxes.ts';
import { differencesOf, type Differences } from '../../draw/network/differences.ts';
import { maximaOf, type Maxima } from '../../draw/network/viewport.ts';
import { layoutOf } from '../../draw/network/layout.ts';
import { NO_FOLDS, openAll } from '../../draw/network/slots.ts';
import { kindsOf } from '../../draw/structure.ts';
import { referenceOf, type Column } from '../../state/comparison.svelte.ts';
import type { Aligned } from '../picture/picture.svelte.ts';

/** One design's picture in the stack. */
export type Floor = Readonly<{
	column: Column;
	aligned: Aligned;
	/** Against the reference; `null` for the reference itself. */
	differences: Differences | null;
}>;

const largest = (values: readonly Values[]): Values =>
	valuesBy((metric) => Math.max(0, ...values.map((value) => value[metric])));

const largestOf = (all: readonly Maxima[]): Maxima =>
	Object.fromEntries(
		LEVELS.map((level) => [level, largest(all.map((maxima) => maxima[level]))])
	) as Record<(typeof LEVELS)[number], Values>;

const fullestOf = (layouts: readonly Layout[]): Layout | undefined =>
	[...layouts].sort((a, b) => b.parts.length - a.parts.length)[0];

/** With more blocks than this, a block that has a place of its own is narrower than can be seen. */
const MOST_OPEN = 100;

const blocksIn = ({ network }: Column): number =>
	new Set(network.layers.map(({ block }) => block)).size;

/** Stands designs on one axis and on common scales, each compared with the reference. */
export function stackOf(columns: readonly Column[]): readonly Floor[] {
	const reference = referenceOf(columns);
	const behind = reference.reading.layers;
	const open = columns.every((column) => blocksIn(column) <= MOST_OPEN);
	const layouts = alignLayouts(
		columns.map(({ reading: { layers }, isReference }) =>
			layoutOf(layers, {
				ghost: isReference ? null : behind,
				folds: open ? openAll(layers) : NO_FOLDS
			})
		),
		reference.at
	);
	const maxima = largestOf(layouts.map(maximaOf));
	const fullest = fullestOf(layouts);
	const present = new Set<Kind>(columns.flatMap(({ network }) => kindsOf(network.layers)));
	const kinds = KINDS.filter((kind) => present.has(kind));
	return columns.flatMap((column, i): Floor[] => {
		const layout = layouts[i];
		if (!layout || !fullest) return [];
		const differences = column.isReference
			? null
			: differencesOf(column.network.layers, reference.network.layers);
		return [{ column, aligned: { layout, maxima, fullest, kinds }, differences }];
	});
}
