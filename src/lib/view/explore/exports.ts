import { metrics } from '../../count/metrics.ts';
import { printCells } from '../../export/csv.ts';
import { AXES } from '../../explore/axes.ts';
import { drawnDesign } from '../../explore/columns.ts';
import type { Drawn } from '../../explore/gather.ts';
import type { Space } from '../../explore/dimensions.ts';
import { printDesign } from '../../share/set-link.ts';
import type { Cloud } from '../../state/cloud.svelte.ts';
import { headings, valuesOf } from './print.ts';

const all = ({ tally }: Drawn): readonly number[] =>
	Array.from({ length: tally.kept }, (_, i) => i);

/** Designs of a set as a table: what varies, metrics exactly, whether they are on the front, and their links. */
export function printDesigns(
	space: Space,
	drawn: Drawn,
	cloud: Cloud,
	separator: ',' | '\t',
	designs: readonly number[] = all(drawn)
): string {
	const names = AXES.filter((name) => name !== 'time' || cloud.timed > 0);
	const columns = names.map(cloud.column);
	const front = new Set(cloud.front);
	const cell = (value: number | undefined) =>
		value === undefined || Number.isNaN(value) ? '' : value === Infinity ? 'everything' : value;
	return printCells(
		[
			[
				...headings(space).map((heading) => heading.replaceAll(' ', '_')),
				...names.map((name) => metrics[name].column),
				...['front', 'link']
			],
			...designs.map((index) => {
				const design = drawnDesign(drawn, space, index);
				return [
					...valuesOf(space, design),
					...columns.map((column) => cell(column[index])),
					...[front.has(index) ? 'yes' : 'no', printDesign(design)]
				];
			})
		],
		separator
	);
}
