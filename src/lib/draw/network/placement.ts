import type { Shape } from '../../arch/net.ts';
import { kindOf } from '../../arch/ops.ts';
import { countOf, type CountedLayer } from '../../count/counted.ts';
import { valuesBy, type TrackMetric, type Values } from './boxes.ts';
import { isLoud } from '../palette.ts';
import type { Slot } from './slots.ts';
import { isBeside, type Part } from '../structure.ts';

/** Widths, in slots. */
const QUIET = 0.5;
const FOLDED = 1.6;
/** The part of the axis that is shared out evenly, so that layers without cost stay visible. */
const FLOOR = 0.04;

export const NOTHING: Values = valuesBy(() => 0);

/** Side of the square that a map’s positions or that tokens fill; of a vector, 1. */
export const sideOf = (shape: Shape): number =>
	Math.sqrt(shape.slice(0, -1).reduce((positions, length) => positions * length, 1));

/** Adds values, `times` over. */
export const plus = (a: Values, b: Values, times: number): Values =>
	valuesBy((metric) => a[metric] + b[metric] * times);

export type Times = ReadonlyMap<string, number> | null;

/** Values of one layer; time is the mean over the identical blocks that it stands for. */
function valuesOf(
	layers: readonly CountedLayer[],
	parts: readonly Part[],
	i: number,
	times: Times
): Values {
	const layer = layers[i] as CountedLayer;
	let time = 0;
	if (times) {
		const offset = i - (parts[0]?.first ?? 0);
		for (const part of parts) time += times.get(layers[part.first + offset]?.path ?? '') ?? 0;
	}
	const { params, activations } = layer;
	return { count: countOf(layer), params, activations, time: time / parts.length };
}

/** A layer with what it counts for. */
export type Weighed = Readonly<{ at: number; beside: boolean; values: Values; even: number }>;

/** Weighs the first of a slot's blocks: the others are like it. */
export function weigh(
	layers: readonly CountedLayer[],
	parts: readonly Part[],
	times: Times
): readonly Weighed[] {
	const [part] = parts;
	if (!part) return [];
	const list: Weighed[] = [];
	const fold = parts.length > 1 ? FOLDED : 1;
	for (let at = part.first; at < part.end; at++) {
		const layer = layers[at] as CountedLayer;
		list.push({
			at,
			beside: isBeside(layer),
			values: valuesOf(layers, parts, at, times),
			even: (isLoud(kindOf(layer.op, layer.in)) ? 1 : QUIET) * fold
		});
	}
	return list;
}

export type Ruler = (layer: Weighed, blocks: number) => number;

/** Measures how wide a layer is. Proportional widths keep the axis as long as even ones. */
export function rulerOf(
	places: readonly (readonly PartPlacement[])[],
	widths: 'even' | TrackMetric
): Ruler {
	if (widths === 'even') return ({ even }) => even;
	let [even, total, count] = [0, 0, 0];
	for (const { own, blocks } of places.flat())
		for (const layer of own) {
			even += layer.even;
			total += layer.values[widths] * blocks;
			count += 1;
		}
	if (total === 0) return (layer) => layer.even;
	const floor = (even * FLOOR) / count;
	const unit = (even * (1 - FLOOR)) / total;
	return ({ values }, blocks) => floor + unit * values[widths] * blocks;
}

/** A slot with what its layers count for. */
export type PartPlacement = Readonly<{
	slot: Slot;
	own: readonly Weighed[];
	behind: readonly Weighed[];
	/** How many blocks share the place. */
	blocks: number;
}>;
