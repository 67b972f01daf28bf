import { area, curveStepBefore, line, max, scaleLinear } from 'd3';
import type { LayerBox, PartBox } from './boxes.ts';
import { round, type DrawingFrame } from './viewport.ts';
import type { TrackRow } from './tracks.ts';

/** Side of what one unit of each layer sees of the image, px, by path; `null` where it sees everything. */
export type FieldSizes = ReadonlyMap<string, number | null>;

type Label = Readonly<{ x: number; y: number; anchor: 'start' | 'end' }>;

/** The receptive field along the axis, ready to draw. */
export type FieldTrack = Readonly<{
	area: string;
	line: string;
	/** Height at which a unit sees as much as the image's side. */
	image: number;
	/** Where a unit first sees that much; `null` where none does, or out of view. */
	whole: Readonly<{ x: number; y: number; label: Label }> | null;
	/** The largest field, px. */
	most: number;
}>;

/** Room that the words beside the mark take, px. */
const WORDS = 260;

/** The field only grows: above the line to the left is free, and so is what lies under a high line. */
function labelOf(x: number, y: number, { base, bars }: TrackRow): Label {
	if (x > WORDS) return { x: x - 8, y: y - 6, anchor: 'end' };
	const high = y < (base + bars) / 2;
	return high ? { x: x + 8, y: y + 15, anchor: 'start' } : { x, y: bars + 6, anchor: 'start' };
}

type Point = readonly [x: number, size: number];

/** The last layer of the last of the blocks that a folded run stands for. */
function lastOf({ blocks, end }: PartBox, layers: readonly LayerBox[]): string {
	const [first = '', last = first] = [blocks[0], blocks.at(-1)];
	return last + (layers[end - 1]?.id ?? '').slice(first.length);
}

/**
 * Draws how the receptive field grows. What stands beside the main line sees less and is left out; a
 * folded run rises evenly to what the last of its blocks sees.
 *
 * @param side of the image, px
 */
export function fieldTrack(
	{ layout, view, width }: DrawingFrame,
	row: TrackRow,
	sizes: FieldSizes,
	side: number
): FieldTrack {
	const points: Point[] = [[view.shift, 1]];
	let seen = 1;
	for (const part of layout.parts) {
		const before = seen;
		const rise = (sizes.get(lastOf(part, layout.layers)) ?? side) - before;
		for (const box of layout.layers.slice(part.first, part.end)) {
			if (box.beside) continue;
			const way = (box.x1 - part.x0) / (part.x1 - part.x0);
			const size = part.blocks.length > 1 ? before + way * rise : (sizes.get(box.id) ?? side);
			seen = Math.max(seen, size);
			points.push([box.x1 * view.scale + view.shift, seen]);
		}
	}
	const most = max(points, ([, size]) => size) ?? side;
	const y = scaleLinear([0, Math.max(most, side)], [row.base, row.bars]);
	const first = points.find(([, size]) => size >= side);
	const inView = first && first[0] >= 0 && first[0] <= width;
	const x = ([at]: Point) => round(at);
	const top = ([, size]: Point) => round(y(size));
	return {
		area: area<Point>(x, row.base, top).curve(curveStepBefore)(points) ?? '',
		line: line<Point>(x, top).curve(curveStepBefore)(points) ?? '',
		image: round(y(side)),
		whole: inView
			? { x: x(first), y: top(first), label: labelOf(x(first), top(first), row) }
			: null,
		most
	};
}
