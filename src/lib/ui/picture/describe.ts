import { kindOf, labelOf } from '../../arch/ops.ts';
import { FIGURES, type Figure, type Layout, type Values } from '../../graph/boxes.ts';
import type { Found } from '../../graph/locate.ts';
import { percent, shapeText } from '../format.ts';
import { figureName, figureText, type FigureNames } from './figures.ts';

/** What a box says about itself: in a card, and to a screen reader. */
export type Description = Readonly<{
	title: string;
	note: string;
	shapes: string;
	figures: readonly Readonly<{ name: string; value: string; share: string }>[];
}>;

function figuresOf(
	values: Values,
	{ totals }: Layout,
	times: number,
	names: FigureNames
): Description['figures'] {
	return FIGURES.flatMap((figure: Figure) => {
		const total = totals[figure];
		const value = values[figure] * times;
		if (value === 0) return [];
		return [
			{
				name: figureName(figure, names),
				value: figureText(figure, value),
				share: percent(value / total)
			}
		];
	});
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The words for a box of any level. */
export function describe(found: Found, layout: Layout, names: FigureNames): Description {
	const { level, box } = found;
	if (level === 'layer') {
		const { layer } = box;
		const label = labelOf(layer.op, layer.in);
		const kind = kindOf(layer.op, layer.in);
		return {
			title: label,
			note: `${kind}, ${layer.path}`,
			shapes: `${shapeText(layer.in)} → ${shapeText(layer.out)}`,
			figures: figuresOf(box.values, layout, 1, names)
		};
	}
	if (level === 'part') {
		const [from, to] = [layout.layers[box.first], layout.layers[box.end - 1]];
		const count = box.blocks.length;
		return {
			title: box.name,
			note: count > 1 ? `${count} identical blocks, from ${box.id}` : box.id,
			shapes: `${shapeText(from?.layer.in ?? [])} → ${shapeText(to?.layer.out ?? [])}`,
			figures: figuresOf(box.values, layout, count, names)
		};
	}
	const first = layout.parts[box.first];
	const entering = first && layout.layers[first.first]?.layer.in;
	return {
		title: box.name,
		note: box.blocks > 0 ? plural(box.blocks, 'block') : box.id,
		shapes: `${shapeText(entering ?? [])} → ${shapeText(box.out)}`,
		figures: figuresOf(box.values, layout, 1, names)
	};
}

/** A description in one sentence. */
export const spoken = ({ title, note, shapes, figures }: Description): string =>
	[
		title,
		note,
		shapes.replace('→', 'to'),
		...figures.map(({ name, value, share }) => `${value} ${name}, ${share}`)
	].join('; ');
