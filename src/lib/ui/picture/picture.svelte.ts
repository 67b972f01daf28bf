import { cubicOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';
import type { Layer } from '../../arch/layers.ts';
import type { Figure, Level } from '../../graph/boxes.ts';
import { levelAt, maximaOf, type Colour, type Frame, type View } from '../../graph/frame.ts';
import { layoutOf } from '../../graph/layout.ts';
import { rowsFor } from '../../graph/rows.ts';
import { foldAll, NO_FOLDS, withFold } from '../../graph/slots.ts';
import { kindsOf } from '../../graph/structure.ts';
import { between } from '../../graph/tween.ts';

export type Inputs = Readonly<{
	layers: readonly Layer[];
	ghost: readonly Layer[] | null;
	times: ReadonlyMap<string, number> | null;
}>;

const MOTION = 220;

/** Milliseconds that a movement may take. */
export const motion = (): number => (prefersReducedMotion.current ? 0 : MOTION);

/**
 * The state of one picture: what the person chose, and the frame to draw, which follows from it.
 * Must be called while a component is set up.
 */
export function createPicture(inputs: () => Inputs) {
	let size = $state(0);
	let view = $state.raw<View | null>(null);
	let detail = $state<'auto' | Level>('auto');
	let proportional = $state(false);
	let byCost = $state(false);
	let figure = $state<Figure>('macs');
	let folds = $state.raw(NO_FOLDS);

	const rows = $derived(rowsFor(size));
	const width = $derived(Math.max(1, size - rows.gutter - rows.margin));
	const layout = $derived(
		layoutOf(inputs().layers, {
			ghost: inputs().ghost,
			times: inputs().times,
			widths: proportional ? figure : 'even',
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

	const fittedView = $derived<View>({ scale: width / (moving.current.length || 1), shift: 0 });
	const colour = $derived<Colour>(byCost ? figure : 'kind');
	const maxima = $derived(maximaOf(moving.current));
	const frame = $derived.by((): Frame => {
		const shown = view ?? fittedView;
		const level = detail === 'auto' ? levelAt(layout, shown.scale) : detail;
		return { layout: moving.current, view: shown, width, level, colour, maxima };
	});
	const kinds = $derived(kindsOf(inputs().layers));
	const foldable = $derived(layout.runs.length > 0);
	const folded = $derived(layout.runs.some((run) => run.folded));

	return {
		get size() {
			return size;
		},
		set size(value) {
			size = value;
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
		get figure() {
			return figure;
		},
		set figure(value) {
			figure = value;
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
		/** A view of null fits the whole network, also while it grows. */
		look(next: View | null) {
			view = next;
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
