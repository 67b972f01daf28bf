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

/** What of an exploration is on its chart. */
type Charted = Pick<Exploration, 'of' | 'drawn' | 'axes'>;

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

/** Designs whose metrics both lie within the ranges of the axes. */
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

/** A set as it stands on the chart. Numbers are those of the set's designs. */
export class Cloud {
	readonly #exploration: Charted;
	readonly #measurements: () => readonly Measurement[];
	readonly #times = $derived.by(() =>
		timesOf(this.#exploration.drawn, this.#exploration.of, this.#measurements())
	);
	// One by one: changing one axis leaves what follows from the other as it is.
	readonly #xName = $derived.by(() => this.#exploration.axes.x.name);
	readonly #yName = $derived.by(() => this.#exploration.axes.y.name);
	readonly #betterX = $derived.by(() => this.#exploration.axes.x.better);
	readonly #betterY = $derived.by(() => this.#exploration.axes.y.better);

	readonly x: Float64Array = $derived.by(() => this.column(this.#xName));
	readonly y: Float64Array = $derived.by(() => this.column(this.#yName));
	/** The best compromises, from the best of the first axis on. */
	readonly front: readonly number[] = $derived.by(() =>
		paretoFront(this.x, this.y, { x: this.#betterX, y: this.#betterY })
	);
	/** Designs that both axes let through, in the order of the set. */
	readonly shown: readonly number[] = $derived.by(() =>
		letThrough(this.x, this.y, this.#exploration.axes)
	);
	/** How many designs were timed. */
	readonly timed = $derived.by(() =>
		this.#times.reduce((sum, time) => sum + Number(!Number.isNaN(time)), 0)
	);

	constructor(exploration: Charted, measurements: () => readonly Measurement[]) {
		this.#exploration = exploration;
		this.#measurements = measurements;
	}

	/** A metric of every design; `NaN` where it is not known. */
	column = (name: AxisName): Float64Array =>
		name === 'time' ? this.#times : columnOf(this.#exploration.drawn, name);
}
