import { exact, shapeText } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';
import { binRange, type Distribution } from '../../features/distribution.ts';
import type { PictureKind } from '../../features/weight-pictures.ts';
import { valueText } from './statistic-text.ts';
import type { WeightChoice, WeightPlace } from './weight-places.ts';

const option = ({ name, layer, index }: WeightPlace) => ({
	value: name,
	label: `${name}, ${shapeText(layer.weights[index]?.shape ?? [])}`
});

/** Weights to choose from, in groups. */
export const weightGroups = ({ own, pictured }: WeightChoice) =>
	[
		{ label: 'of what is selected', options: own.map(option) },
		{
			label: 'with pictures, in this network',
			options: pictured.filter(({ name }) => !own.some((place) => place.name === name)).map(option)
		}
	].filter(({ options }) => options.length > 0);

/** How a weight is spread. */
export function distributionFacts(distribution: Distribution): readonly Fact[] {
	const { count, odd, mean, deviation, low, high } = distribution;
	return [
		{ name: 'values', value: exact(count) },
		...(odd > 0 ? [{ name: 'not finite', value: exact(odd) }] : []),
		{ name: 'mean', value: valueText(mean) },
		{ name: 'standard deviation', value: valueText(deviation) },
		{ name: 'lowest', value: valueText(low) },
		{ name: 'highest', value: valueText(high) }
	];
}

/** One part of a histogram. */
export function tellBin(distribution: Distribution, bin: number): string {
	const [from, to] = binRange(distribution, bin).map(valueText);
	return `${from} to ${to}: ${exact(distribution.bins[bin] ?? 0)} of ${exact(distribution.count)} values`;
}

/** What a picture of weights shows. */
export const PICTURE_TEXT: Readonly<Record<PictureKind, string>> = {
	kernels: 'The kernel of each channel, each over its own values: 0 is in the middle of the scale.',
	filters:
		'Each filter as it weighs red, green and blue, over its own values: grey is 0, brighter in a colour speaks for it, darker against it.',
	positions:
		'How alike the embedding of every position is to that of the chosen one: the cosine between them.',
	bias: 'What each head adds to the score of a key before softmax, by where it lies from the query, which is in the middle.'
};

/** Where values are from. */
export const tellWeightOrigin = (fromFile: boolean, label: string): string =>
	fromFile
		? `Values: ${label}.`
		: 'Values: deterministic, not trained: evenly spread around a centre, from the weight’s name alone. Patterns that training leaves show with a checkpoint.';

/** Likeness to the embeddings of tokens that are no places. */
export const tellTokens = (names: readonly string[], values: Float32Array): string =>
	`Not on the picture: ${names.map((name, i) => `${name} ${valueText(values[i] ?? NaN)}`).join(', ')}.`;
