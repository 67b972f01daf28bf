import { cubicOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';
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
import { rowsFor } from '../../draw/network/tracks.ts';
import { foldAll, NO_FOLDS, withFold } from '../../draw/network/slots.ts';
import { kindsOf } from '../../draw/structure.ts';
import { between } from '../../draw/network/tween.ts';

export type Inputs = Readonly<{
	layers: readonly CountedLayer[];
	ghost: readonly CountedLayer[] | null;
	times: ReadonlyMap<string, number> | null;
	/** Where this network stands beside others; `null` where it stands alone. */
	aligned?: Aligned | null;
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
export function createLook() {
	let view = $state.raw<Viewport | null>(null);
	let detail = $state<'auto' | Level>('auto');
	let proportional = $state(false);
	let byCost = $state(false);
	let metric = $state<TrackMetric>('count');

	return {
		/** A view of null fits the whole network, also while it grows. */
		get view() {
			return view;
		},
		set view(value) {
			view = value;
		},
		get detail() {
			return detail;
		},
		set detail(value) {
			detail = value;
		},
		get proportional() {
			return proportional;
		},
		set proportional(value) {
			proportional = value;
		},
		get byCost() {
			return byCost;
		},
		set byCost(value) {
			byCost = value;
		},
		get metric() {
			return metric;
		},
		set metric(value) {
			metric = value;
		}
	};
}

export type Look = ReturnType<typeof createLook>;

/**
 * The state of one picture: what the person chose, and the frame to draw, which follows from it.
 * Must be called while a component is set up.
 *
 * @param look shared with other pictures, where there are several
 */
export function createPicture(inputs: () => Inputs, look: Look = createLook()) {
	let size = $state(0);
	let folds = $state.raw(NO_FOLDS);

	const aligned = $derived(inputs().aligned ?? null);
	const rows = $derived(rowsFor(size, aligned && look.metric));
	const width = $derived(Math.max(1, size - rows.gutter - rows.margin));
	const layout = $derived(
		aligned?.layout ??
			layoutOf(inputs().layers, {
				ghost: inputs().ghost,
				times: inputs().times,
				widths: look.proportional ? look.metric : 'even',
				folds
			})
	);
	const moving = new Tween(untrackedLayout(), { easing: cubicOut, interpolate: between });
	$effect.pre(() => {
		void moving.set(layout, { duration: motion() });
	});

	function untrackedLayout() {
		return layout;
	}

	const fittedView = $derived<Viewport>({ scale: width / (moving.current.length || 1), shift: 0 });
	const colour = $derived<Colour>(look.byCost ? look.metric : 'kind');
	const maxima = $derived(aligned?.maxima ?? maximaOf(moving.current));
	const frame = $derived.by((): DrawingFrame => {
		const shown = look.view ?? fittedView;
		const auto = levelAt(aligned?.fullest ?? layout, shown.scale);
		const level = look.detail === 'auto' ? auto : look.detail;
		return { layout: moving.current, view: shown, width, level, colour, maxima };
	});
	const kinds = $derived(aligned?.kinds ?? kindsOf(inputs().layers));
	const foldable = $derived(layout.runs.length > 0);
	const folded = $derived(layout.runs.some((run) => run.folded));

	return {
		get size() {
			return size;
		},
		set size(value) {
			size = value;
		},
		look,
		/** Whether it stands beside others, on their axis. */
		get aligned() {
			return aligned !== null;
		},
		get rows() {
			return rows;
		},
		get width() {
			return width;
		},
		/** Where everything will stand when it has stopped moving. */
		get layout() {
			return layout;
		},
		get frame() {
			return frame;
		},
		get kinds() {
			return kinds;
		},
		get foldable() {
			return foldable;
		},
		get folded() {
			return folded;
		},
		toggle(run: string) {
			const now = layout.runs.find(({ id }) => id === run)?.folded ?? false;
			folds = withFold(folds, run, !now);
		},
		/** Opens all runs, or folds all. */
		toggleAll() {
			folds = foldAll(layout.runs, !folded);
		}
	};
}

export type PictureState = ReturnType<typeof createPicture>;
