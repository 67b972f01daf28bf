import {
	valuesBy,
	type GhostBox,
	type LayerBox,
	type Layout,
	type Span,
	type Values
} from './boxes.ts';

type Boxed = Span & Readonly<{ id: string; values?: Values }>;

const mix = (a: number, b: number, t: number): number => a * (1 - t) + b * t;

const mixValues = (a: Values, b: Values, t: number): Values =>
	valuesBy((metric) => a[metric] + (b[metric] - a[metric]) * t);

/** Pairs each box with where it comes from. A new box grows out of the end of the one before it. */
function pair<B extends Boxed>(before: readonly B[], after: readonly B[]): (readonly [B, B])[] {
	const known = new Map(before.map((box) => [box.id, box]));
	let edge = 0;
	return after.map((box) => {
		const from = known.get(box.id) ?? { ...box, x0: edge, x1: edge };
		edge = from.x1;
		return [from, box];
	});
}

function move<B extends Boxed>([a, b]: readonly [B, B], t: number): B {
	const moved = { ...b, x0: a.x0 + (b.x0 - a.x0) * t, x1: a.x1 + (b.x1 - a.x1) * t };
	return a.values && b.values ? { ...moved, values: mixValues(a.values, b.values, t) } : moved;
}

function moveLayer([a, b]: readonly [LayerBox, LayerBox], t: number): LayerBox {
	return {
		...move([a, b], t),
		enters: a.enters + (b.enters - a.enters) * t,
		leaves: a.leaves + (b.leaves - a.leaves) * t
	};
}

/** A ghost moves as one: its layers keep their places inside it. */
function moveGhost([a, b]: readonly [GhostBox, GhostBox], t: number): GhostBox {
	const moved = move([a, b], t);
	const stretch = (moved.x1 - moved.x0) / (b.x1 - b.x0 || 1);
	const place = (x: number) => moved.x0 + (x - b.x0) * stretch;
	const layers = b.layers.map((layer) => ({ ...layer, x0: place(layer.x0), x1: place(layer.x1) }));
	return { ...moved, layers };
}

/** The layouts between two: boxes with one id change place, size and values together. */
export function between(a: Layout, b: Layout): (t: number) => Layout {
	const sections = pair(a.sections, b.sections);
	const parts = pair(a.parts, b.parts);
	const layers = pair(a.layers, b.layers);
	const runs = pair(a.runs, b.runs);
	const ghosts = pair(a.ghosts, b.ghosts);
	return (t) => {
		if (t >= 1) return b;
		return {
			...b,
			sections: sections.map((both) => move(both, t)),
			parts: parts.map((both) => move(both, t)),
			layers: layers.map((both) => moveLayer(both, t)),
			runs: runs.map((both) => move(both, t)),
			ghosts: ghosts.map((both) => moveGhost(both, t)),
			length: mix(a.length, b.length, t),
			side: mix(a.side, b.side, t),
			totals: mixValues(a.totals, b.totals, t)
		};
	};
}
