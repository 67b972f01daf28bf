import type { Features } from '../../benchmark/inspect/inspect.ts';
import type { Channel, Order } from '../../features/channels.ts';
import { exact, shapeText } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';
import type { Range } from './colours.ts';
import type { ShownMap, Span } from './shown-maps.ts';
import { statisticFacts, valueText } from './statistic-text.ts';

const rangeText = ([low, high]: Range): string => `${valueText(low)} to ${valueText(high)}`;

/** What a layer gives, in numbers. */
export const featureFacts = ({ statistics, shape }: Features): readonly Fact[] => [
	{ name: 'output', value: shapeText(shape) },
	...statisticFacts(statistics)
];

/** What weights let one see. */
export const tellWeights = (fromFile: boolean, label: string): string =>
	fromFile
		? `Weights: ${label}.`
		: 'Weights: deterministic, not trained. What shows is what the layers’ form alone does to the picture: how far they look, what ReLU sets to zero, how strength and likeness of channels change with depth. What the network has learnt to look for shows with a checkpoint only.';

/** What weights say about a class. */
export const tellEvidenceWeights = (fromFile: boolean, label: string): string =>
	fromFile
		? `Weights: ${label}.`
		: 'Weights: deterministic, not trained. No class means anything yet: what shows is which places reach the output, and how strongly. Open a checkpoint to see where the network looks.';

const ORDER_TEXT: Readonly<Record<Order, string>> = {
	energy: 'energy (mean square)',
	variance: 'variance',
	index: 'index'
};

export const ORDER_OPTIONS = Object.entries(ORDER_TEXT).map(([value, label]) => ({
	value: value as Order,
	label
}));

/** A channel in words: for a listener, and under the large map. */
export const tellChannel = ({ index, mean, energy, variance }: Channel): string =>
	`channel ${exact(index)}: mean ${valueText(mean)}, energy ${valueText(energy)}, variance ${valueText(variance)}`;

export const SPAN_OPTIONS = [
	{ value: 'own', label: 'each map’s own values' },
	{ value: 'all', label: 'the values of all channels' }
] as const;

/** What a channel is at tokens that lie nowhere on the picture. */
export const tellLeading = (names: readonly string[], values: Float32Array): string =>
	`Not on the picture: ${names.map((name, i) => `${name} ${valueText(values[i] ?? NaN)}`).join(', ')}; in the small maps, the strip above each.`;

/** Why a map does not lie on the picture. */
export const tellUnplaced = (isVector: boolean): string =>
	isVector
		? 'One number for each channel, in reading order: where in the picture it comes from is gone.'
		: 'One number for each token and channel: the tokens are no places of the picture.';

/** What a picture of features is of. */
export type About = Readonly<{
	preset: string;
	picture: string;
	/** Which weights, in a sentence. */
	weights: string;
}>;

/** How features are shown. */
type Shown = Readonly<{
	chosen: ShownMap | null;
	maps: readonly ShownMap[];
	order: Order;
	span: Span;
}>;

/** All that one must know to read a picture of features that has left the page. */
export function captionOf(
	features: Features,
	{ preset, picture, weights }: About,
	{ chosen, maps, order, span }: Shown
): readonly string[] {
	const [first, last] = [maps[0]?.channel.index, maps.at(-1)?.channel.index];
	const facts = featureFacts(features).map(({ name, value }) => `${name} ${value}`);
	return [
		`${preset}, ${features.path}: ${facts.join(', ')}.`,
		...(chosen
			? [`Large: ${tellChannel(chosen.channel)}, colours from ${rangeText(chosen.range)}.`]
			: ['All channels in reading order.']),
		...(maps.length > 0
			? [
					`Small: ${maps.length} of ${exact(features.shape.at(-1) ?? 1)} channels by ${ORDER_TEXT[order]}, from ${first} to ${last}; viridis, ${span === 'own' ? 'each over its own values' : 'all on one scale'}.`
				]
			: []),
		`Picture: ${picture}. ${weights}`
	];
}
