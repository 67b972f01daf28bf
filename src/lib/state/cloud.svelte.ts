import { metrics } from '../count/metrics.ts';
import type { Axes, AxisName } from '../explore/axes.ts';
import { columnOf } from '../explore/columns.ts';
import { digitsOf } from '../explore/designs.ts';
import { keyOf } from '../explore/evaluate.ts';
import type { Drawn } from '../explore/gather.ts';
import { paretoFront } from '../explore/pareto.ts';
import type { Query } from '../explore/query.ts';
import { presetNames } from '../arch/design.ts';
import { readLink } from '../share/link.ts';
import type { Exploration } from './exploration.svelte.ts';
import { lastBackend, type Measurement } from './measured.svelte.ts';

/** A set as it stands on the chart. Numbers are those of the set's designs. */
export type Cloud = Readonly<{
	readonly x: Float64Array;
	readonly y: Float64Array;
	/** The best compromises, from the best of the first axis on. */
	readonly front: readonly number[];
	/** Designs that both axes let through, in the order of the set. */
	readonly shown: readonly number[];
	/** A figure of every design; `NaN` where it is not known. */
	column(name: AxisName): Float64Array;
	/** How many designs were timed. */
	readonly timed: number;
}>;

/** Measured ms an image of the designs that were timed in this visit, on the backend used last. */
function timesOf(
	{ coordinates, known, tally }: Drawn,
	{ space }: Query,
	all: readonly Measurement[]
) {
	const times = new Float64Array(tally.kept).fill(NaN);
	for (const { design: link, msPerImage } of lastBackend(all)) {
		const digits = digitsOf(space.base, coordinates, readLink(link, presetNames()).design);
		const at = digits && known.get(keyOf(digits));
		if (typeof at === 'number' && at < times.length) times[at] = msPerImage;
	}
	return times;
}

/** Designs whose figures both lie within the ranges of the axes. */
function letThrough(x: Float64Array, y: Float64Array, axes: Axes) {
	const shown: number[] = [];
	const [acrossLeast, acrossMost] = axes.x.range ?? [-Infinity, Infinity];
	const [upLeast, upMost] = axes.y.range ?? [-Infinity, Infinity];
	const [byX, byY] = [metrics[axes.x.name].factor, metrics[axes.y.name].factor];
	for (let i = 0; i < x.length; i++) {
		const [across, up] = [(x[i] ?? NaN) / byX, (y[i] ?? NaN) / byY];
		if (across >= acrossLeast && across <= acrossMost && up >= upLeast && up <= upMost)
			shown.push(i);
	}
	return shown;
}

/** What of an exploration is on its chart. */
export function createCloud(
	exploration: Exploration,
	measurements: () => readonly Measurement[]
): Cloud {
	const times = $derived(timesOf(exploration.drawn, exploration.of, measurements()));
	const column = (name: AxisName): Float64Array =>
		name === 'time' ? times : columnOf(exploration.drawn, name);
	const xName = $derived(exploration.axes.x.name);
	const yName = $derived(exploration.axes.y.name);
	const x = $derived(column(xName));
	const y = $derived(column(yName));
	const betterX = $derived(exploration.axes.x.better);
	const betterY = $derived(exploration.axes.y.better);
	const front = $derived(paretoFront(x, y, { x: betterX, y: betterY }));
	const shown = $derived(letThrough(x, y, exploration.axes));
	const timed = $derived(times.reduce((sum, time) => sum + Number(!Number.isNaN(time)), 0));

	return {
		get x() {
			return x;
		},
		get y() {
			return y;
		},
		get front() {
			return front;
		},
		get shown() {
			return shown;
		},
		get timed() {
			return timed;
		},
		column
	};
}
