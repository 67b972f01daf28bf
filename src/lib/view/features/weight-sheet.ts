import { labelOf } from '../../arch/ops.ts';
import type { ChannelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import { framesAround, type Place } from '../../features/places.ts';
import { exact, shapeText } from '../../kit/format.ts';
import type { Range } from './colours.ts';
import type { Sheet } from './sheet.ts';
import { valueText } from './statistic-text.ts';
import type { WeightMap, WeightMaps } from './weight-maps.ts';
import { distributionFacts, PICTURE_TEXT, tellTokens } from './weight-text.ts';
import type { FoundWeight } from './weights.svelte.ts';

/** From what value to what value a likeness goes: it is a cosine. */
export const LIKENESS: Range = [-1, 1];

/** Whose weight it is, and where its values are from, in a sentence. */
type Whose = Readonly<{ preset: string; origin: string }>;

/** Which weight, of what, and how it is spread. */
function tellWeight({ place: { name, layer, index }, read }: FoundWeight, preset: string): string {
	const shape = shapeText(layer.weights[index]?.shape ?? []);
	const facts = distributionFacts(read.distribution).map((fact) => `${fact.name} ${fact.value}`);
	return `${preset}: ${name}, ${shape}, of ${labelOf(layer.op, layer.in)}: ${facts.join(', ')}.`;
}

const viridis = ([low, high]: Range): string =>
	`viridis from ${valueText(low)} to ${valueText(high)}`;

/**
 * Maps of a weight, one of them large, with all that one must know once they have left the page.
 */
export function mapsSheet(
	found: FoundWeight,
	{ kind, count }: WeightMaps,
	large: WeightMap,
	small: readonly WeightMap[],
	{ preset, origin }: Whose
): Sheet {
	const scale = large.pixels ? '' : `, ${viridis(large.range)}`;
	const [first, last] = [small[0]?.label, small.at(-1)?.label];
	return {
		picture: null,
		large: { ...large, opacity: 1 },
		maps: small,
		caption: [
			tellWeight(found, preset),
			PICTURE_TEXT[kind],
			`Large: ${large.name}${scale}. Small: ${small.length} of ${exact(count)}, from ${first} to ${last}.`,
			origin
		]
	};
}

/**
 * How alike all positions are to one, with all that one must know once it has left the page.
 */
export function likenessSheet(
	found: FoundWeight,
	alike: ChannelMap,
	place: Place,
	placement: Placement,
	{ preset, origin }: Whose
): Sheet {
	const leading = placement.kind === 'map' ? placement.leading : [];
	const nowhere = leading.length > 0 ? ` ${tellTokens(leading, alike.leading)}` : '';
	return {
		picture: null,
		large: { map: alike, range: LIKENESS, opacity: 1, frames: framesAround([place]) },
		maps: [],
		caption: [
			tellWeight(found, preset),
			PICTURE_TEXT.positions,
			`Chosen: row ${place.row + 1}, column ${place.column + 1}; ${viridis(LIKENESS)}.${nowhere}`,
			origin
		]
	};
}
