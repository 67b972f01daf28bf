import { max } from 'd3';
import { flowOf } from '../../arch/flow.ts';
import type { Layer } from '../../arch/infer.ts';
import { blocksOf, withoutBlock, type Lesion } from '../../arch/lesions.ts';
import type { Network } from '../../arch/design.ts';
import type { Lesioned } from '../../benchmark/inspect/lesions.ts';
import { summarize } from '../../benchmark/output.ts';
import { exact, percent } from '../../kit/format.ts';
import { className } from '../sources/source-text.ts';

/** A part of a network that can be switched off. */
export type Part = Readonly<{ label: string; lesions: readonly Lesion[] }>;

/** The blocks that can be switched off: those with a shortcut. */
export function partsOf({ net, layers }: Network): readonly Part[] {
	const flow = flowOf(net);
	return blocksOf(layers)
		.map((block) => ({ label: block, lesions: withoutBlock(layers, flow, block) }))
		.filter(({ lesions }) => lesions.length > 0);
}

/**
 * A layer, or one of its channels, as a part.
 *
 * @param channel counted from 0; `null` is all of them
 */
export const partAt = ({ path }: Layer, channel: number | null): Part => ({
	label: channel === null ? path : `${path}, channel ${channel}`,
	lesions: [{ path, channels: channel === null ? null : [channel] }]
});

/** How far outputs are from those of the whole network: the length of the difference over that of the outputs. */
export function changeOf(whole: Float32Array, without: Float32Array): number {
	const length = Math.hypot(...whole);
	return length > 0
		? Math.hypot(...whole.map((value, i) => value - (without[i] ?? 0))) / length
		: 0;
}

/** What a network is without a part. */
export type LesionRow = Readonly<{
	part: Part;
	change: number;
	/** The change over the largest of all rows. */
	share: number;
	/** The class with the largest output then, and whether it is still that of the whole network. */
	top: string;
	same: boolean;
}>;

type Names = readonly string[] | null;

export function lesionRows(
	parts: readonly Part[],
	{ whole, each }: Lesioned,
	names: Names
): readonly LesionRow[] {
	const changes = each.map((without) => changeOf(whole, without));
	const largest = max(changes) || 1;
	const { argmax } = summarize(whole, 1);
	return parts.flatMap((part, i) => {
		const without = each[i];
		if (!without) return [];
		const change = changes[i] ?? 0;
		const top = summarize(without, 1).argmax;
		return [
			{ part, change, share: change / largest, top: className(names, top), same: top === argmax }
		];
	});
}

/** Classes with the largest outputs, of the whole network or without what is switched off, with both shares. */
export function topRows({ whole, each }: Lesioned, names: Names) {
	const without = each[0] ?? whole;
	const shares = (values: Float32Array): readonly number[] => {
		const largest = max(values) ?? 0;
		const powers = Array.from(values, (value) => Math.exp(value - largest));
		const sum = powers.reduce((all, power) => all + power, 0);
		return powers.map((power) => power / sum);
	};
	const [before, after] = [shares(whole), shares(without)];
	const classes = [...summarize(whole, 1).top, ...summarize(without, 1).top].map(
		({ index }) => index
	);
	return [...new Set(classes)].map((index) => ({
		index,
		name: className(names, index),
		before: percent(before[index] ?? 0),
		after: percent(after[index] ?? 0),
		logitBefore: (whole[index] ?? NaN).toFixed(3),
		logitAfter: (without[index] ?? NaN).toFixed(3)
	}));
}

/** What the figures are and where they were computed. */
export const tellLesions = ({ backendLabel, whole }: Lesioned): string =>
	`Change: length of the difference of all ${exact(whole.length)} outputs over the length of the whole network’s (relative L2), for the picture in use. A block without what it adds hands on what it is given, or what its shortcut’s own layers make of it; blocks without a shortcut are not listed. Computed on ${backendLabel}, in float32.`;

/** Which weights, and what they let one see. */
export const tellLesionWeights = (fromFile: boolean, label: string): string =>
	fromFile
		? `Weights: ${label}.`
		: 'Weights: deterministic, not trained: how much a block adds is up to its form alone, and no class means anything yet.';
