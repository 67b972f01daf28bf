import { untrack } from 'svelte';
import { cubicOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';
import { innerHeight } from 'svelte/reactivity/window';
import type { Kind } from '../../arch/ops.ts';
import type { CountedLayer } from '../../count/counted.ts';
import type { TrackMetric, Layout, Level } from '../../draw/network/boxes.ts';
import {
	levelAt,
	maximaOf,
	type Colour,
	type DrawingFrame,
	type Maxima,
	type Viewport
} from '../../draw/network/viewport.ts';
import { layoutOf } from '../../draw/network/layout.ts';
import { roomIn, rowsFor } from '../../draw/network/tracks.ts';
import { foldAll, NO_FOLDS, withFold, type Folds } from '../../draw/network/slots.ts';
import { kindsOf } from '../../draw/structure.ts';
import { between } from '../../draw/network/tween.ts';

export type Inputs = Readonly<{
	layers: readonly CountedLayer[];
	ghost: readonly CountedLayer[] | null;
	times: ReadonlyMap<string, number> | null;
	/** How many tracks of statistics there are below the others. */
	statistics?: number;
	/** Where this network stands beside others; `null` where it stands alone. */
	aligned?: Aligned | null;
	/** Whether it is low, with one track: that of the metric that is looked at. */
	compact?: boolean;
	/** Runs of blocks that are folded or opened to begin with. */
	folds?: Folds;
}>;

/** A network on an axis and on scales that it shares with others. */
export type Aligned = Readonly<{
	layout: Layout;
	maxima: Maxima;
	/** The layout with most to show: it decides how near one must be to see blocks or layers. */
	fullest: Layout;
	/** The kinds of operation of all of them. */
	kinds: readonly Kind[];
}>;

const MOTION = 220;

/** Milliseconds that a movement may take. */
export const motion = (): number => (prefersReducedMotion.current ? 0 : MOTION);

/** How a person looks at networks. Pictures that share one look the same way at the same place. */
export class Look {
	/** A view of null fits the whole network, also while it grows. */
	view = $state.raw<Viewport | null>(null);
	detail = $state<'auto' | Level>('auto');
	proportional = $state(false);
	byCost = $state(false);
	/** Whether the baseline stands behind. */
	ghost = $state(true);
	metric = $state<TrackMetric>('count');
}

/** The state of one picture: what the person chose, and the frame to draw, which follows from it. */
export class PictureState {
	readonly look: Look;
	readonly #inputs: () => Inputs;
	readonly #moving: Tween<Layout>;
	#byHand = $state.raw<Folds | null>(null);
	readonly #folds = $derived.by(() => this.#byHand ?? this.#inputs().folds ?? NO_FOLDS);

	size = $state(0);
	readonly #aligned = $derived.by(() => this.#inputs().aligned ?? null);
	/** Whether it stands beside others, on their axis. */
	readonly aligned = $derived(this.#aligned !== null);
	readonly rows = $derived.by(() =>
		rowsFor(
			this.size,
			this.#aligned || this.#inputs().compact ? this.look.metric : null,
			roomIn(innerHeight.current),
			this.#inputs().statistics
		)
	);
	readonly width = $derived(Math.max(1, this.size - this.rows.gutter - this.rows.margin));
	/** Where everything will stand when it has stopped moving. */
	readonly layout: Layout = $derived.by(
		() =>
			this.#aligned?.layout ??
			layoutOf(this.#inputs().layers, {
				ghost: this.look.ghost ? this.#inputs().ghost : null,
				times: this.#inputs().times,
				widths: this.look.proportional ? this.look.metric : 'even',
				folds: this.#folds
			})
	);
	readonly #fittedView = $derived.by((): Viewport => ({
		scale: this.width / (this.#moving.current.length || 1),
		shift: 0
	}));
	readonly #colour = $derived.by((): Colour => (this.look.byCost ? this.look.metric : 'kind'));
	readonly #maxima = $derived.by(() => this.#aligned?.maxima ?? maximaOf(this.#moving.current));
	readonly #view = $derived.by((): Viewport => this.look.view ?? this.#fittedView);
	// By itself: a layout that is on its way changes no frame before it moves.
	readonly #level = $derived.by((): Level => {
		const auto = levelAt(this.#aligned?.fullest ?? this.layout, this.#view.scale);
		return this.look.detail === 'auto' ? auto : this.look.detail;
	});
	readonly frame = $derived.by((): DrawingFrame => ({
		layout: this.#moving.current,
		view: this.#view,
		width: this.width,
		level: this.#level,
		colour: this.#colour,
		maxima: this.#maxima
	}));
	readonly kinds = $derived.by(() => this.#aligned?.kinds ?? kindsOf(this.#inputs().layers));
	readonly foldable = $derived(this.layout.runs.length > 0);
	readonly folded = $derived(this.layout.runs.some((run) => run.folded));

	/**
	 * Must be called while a component is set up.
	 *
	 * @param look shared with other pictures, where there are several
	 */
	constructor(inputs: () => Inputs, look: Look = new Look()) {
		this.#inputs = inputs;
		this.look = look;
		this.#moving = new Tween(this.layout, { easing: cubicOut, interpolate: between });
		$effect.pre(() => {
			// A picture that stands where it is to stand would be drawn anew all the same.
			if (untrack(() => this.#moving.target) !== this.layout)
				void this.#moving.set(this.layout, { duration: motion() });
		});
	}

	toggle = (run: string): void => {
		const now = this.layout.runs.find(({ id }) => id === run)?.folded ?? false;
		this.#byHand = withFold(this.#folds, run, !now);
	};

	/** Opens all runs, or folds all. */
	toggleAll = (): void => {
		this.#byHand = foldAll(this.layout.runs, !this.folded);
	};
}
