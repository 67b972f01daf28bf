import { mean } from 'd3';
import type { GhostBox, LayerBox, PartBox, Profile } from './boxes.ts';
import {
	heights,
	inkOf,
	inkwell,
	pixels,
	round,
	tone,
	visible,
	type DrawingFrame,
	type Inked
} from './viewport.ts';
import { isLoud, isSpatial } from '../palette.ts';
import type { TrackRows } from './tracks.ts';

/** Layers stand inside their block; how much of its height they take tells kinds apart as well. */
export const reach = ({ kind, beside }: Pick<LayerBox, 'kind' | 'beside'>): number =>
	(isSpatial(kind) ? 0.9 : isLoud(kind) ? 0.74 : 0.46) * (beside ? 0.6 : 1);

/** A closed outline from left to right above the middle and back below it. */
function outline(
	frame: DrawingFrame,
	boxes: readonly Profile[],
	middle: number,
	high: (side: number) => number
): string {
	let [above, below] = ['', ''];
	for (const box of boxes) {
		const [left, right] = pixels(box, frame.view);
		const [a, b] = [round(high(box.enters)), round(high(box.leaves))];
		above += `L${left},${middle - a}L${right},${middle - b}`;
		below = `L${right},${middle + b}L${left},${middle + a}${below}`;
	}
	return above === '' ? '' : `M${above.slice(1)}${below}Z`;
}

/** A block's silhouette: how tall says the map, how dark says the channels. */
export type Silhouette = Readonly<{
	id: string;
	d: string;
	opacity: number;
	/** Further outlines behind it, when it stands for a run. */
	stack: string;
}>;

/** How far from its middle a block reaches, where it is tallest. */
function reachOf(frame: DrawingFrame, part: PartBox, high: (side: number) => number): number {
	const { enters = 1, leaves = 1 } = frame.layout.layers[part.first] ?? {};
	return high(Math.max(enters, leaves));
}

/** Silhouettes of the blocks in view. */
export function silhouettes(frame: DrawingFrame, rows: TrackRows): readonly Silhouette[] {
	const high = heights(frame.layout.side, rows.half);
	return visible(frame.layout.parts, frame).map((part) => {
		const [, right] = pixels(part, frame.view);
		const half = round(reachOf(frame, part, high));
		const folded = part.blocks.length > 1;
		return {
			id: part.id,
			d: outline(frame, frame.layout.layers.slice(part.first, part.end), rows.middle, high),
			opacity: round(tone(part.channels) * 10) / 10,
			stack: folded
				? [3, 7]
						.map(
							(step) =>
								`M${round(right + step)},${rows.middle - half + step}h2v${2 * (half - step)}h-2Z`
						)
						.join('')
				: ''
		};
	});
}

function layerShape(
	frame: DrawingFrame,
	box: LayerBox,
	middle: number,
	high: (side: number) => number
): string {
	const [left, right] = pixels(box, frame.view);
	const inset = Math.min(1.5, (right - left) * 0.14);
	const part = reach(box);
	const [a, b] = [round(high(box.enters) * part), round(high(box.leaves) * part)];
	const [from, to] = [round(left + inset), round(right - inset)];
	return `M${from},${middle - a}L${to},${middle - b}V${middle + b}L${from},${middle + a}Z`;
}

/** From this many pixels to a slot, layers are hinted at inside their blocks. */
const HINT = 1.2;
const hinted = ({ level, colour, view }: DrawingFrame): boolean =>
	level === 'part' && colour === 'kind' && view.scale >= HINT;

/** The boxes inside the silhouettes, one path per ink: layers when they are near, else whole blocks. */
export function fills(frame: DrawingFrame, rows: TrackRows): readonly Inked[] {
	const high = heights(frame.layout.side, rows.half);
	const { add, paths } = inkwell();
	const { level, layout } = frame;
	if (level === 'layer' || hinted(frame)) {
		for (const box of visible(layout.layers, frame)) {
			if (level !== 'layer' && !isLoud(box.kind)) continue;
			const ink = inkOf(frame, 'layer', box.kind, box.values);
			add(ink, layerShape(frame, box, rows.middle, high));
		}
		return paths();
	}
	if (frame.colour === 'kind') return [];
	for (const part of visible(layout.parts, frame)) {
		const section = layout.sections.find(({ x1 }) => x1 >= part.x1);
		const { values } = level === 'section' && section ? section : part;
		const d = outline(frame, layout.layers.slice(part.first, part.end), rows.middle, high);
		add(inkOf(frame, level, 'add', values), d);
	}
	return paths();
}

/** Every further branch is that much higher, px. */
const NESTED = 4;

/**
 * What goes around the layers of a block, as arcs over it: one less than a join has branches.
 * `identity` holds those of joins of which one branch hands on what it takes, `projection` the rest.
 */
export function arcs(
	frame: DrawingFrame,
	rows: TrackRows
): Readonly<{ identity: string; projection: string }> {
	const high = heights(frame.layout.side, rows.half);
	let [identity, projection] = ['', ''];
	for (const part of visible(frame.layout.parts, frame)) {
		const top = rows.middle - round(reachOf(frame, part, high)) - 3;
		for (const { from, at, branches, hasIdentity } of part.joins) {
			const [start, join] = [from, at].map((i) => frame.layout.layers[part.first + i]);
			if (!start || !join) continue;
			const [left] = pixels(start, frame.view);
			const foot = round(mean(pixels(join, frame.view)) ?? left);
			if (foot - left < 3) continue;
			const landing = rows.middle - round(high(join.leaves)) - 3;
			for (let i = 0; i < branches - 1; i++) {
				const peak = round(top - Math.min(19, (foot - left) * 0.5) - i * NESTED);
				const d = `M${left},${round(top)}C${left},${peak} ${foot},${peak} ${foot},${round(landing)}`;
				if (hasIdentity) identity += d;
				else projection += d;
			}
		}
	}
	return { identity, projection };
}

/** Outline of the ghost where it differs from what stands in front of it. */
export function ghostOutline(frame: DrawingFrame, rows: TrackRows): string {
	const high = heights(frame.layout.side, rows.half);
	return visible(frame.layout.ghosts, frame)
		.filter(({ outlined }) => outlined)
		.map((ghost: GhostBox) => outline(frame, ghost.layers, rows.middle, high))
		.join('');
}
