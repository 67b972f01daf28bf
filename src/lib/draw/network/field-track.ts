import type { Shape, Sides } from '../../arch/net.ts';
import { max } from 'd3';
import { steps } from '../path.ts';
import { linear } from '../scale.ts';
import type { LayerBox, PartBox } from './boxes.ts';
import { round, type DrawingFrame } from './viewport.ts';
import type { TrackRow } from './tracks.ts';

/** How high and wide what one unit of each layer sees is, px, by path; `null` where it sees everything. */
export type FieldSizes = ReadonlyMap<string, Sides | null>;

type Label = Readonly<{ x: number; y: number; anchor: 'start' | 'end' }>;

/** What a unit sees along one axis of the image. */
type Curve = Readonly<{
	area: string;
	line: string;
	/** Height at which a unit sees as much as the image's side. */
	image: number;
}>;

/** The receptive field along the network, ready to draw. */
export type FieldTrack = Readonly<{
	/** One where the image's axes are alike, else rows and columns. */
	curves: readonly Curve[];
	/** Where a unit first sees as far as the image goes; `null` where none does, or out of view. */
	whole: Readonly<{ x: number; y: number; label: Label }> | null;
	/** The largest field, px. */
	most: Sides;
}>;

/** Room that the words beside the mark take, px. */
const WORDS = 260;

/** The field only grows: above the line to the left is free, and so is what lies under a high line; else it ends where the track does. */
function labelOf(x: number, y: number, { base, bars }: TrackRow, width: number): Label {
	if (x > WORDS) return { x: x - 8, y: y - 6, anchor: 'end' };
	const high = y < (base + bars) / 2;
	const across =
		x + WORDS > width
			? ({ x: width, anchor: 'end' } as const)
			: ({ x: high ? x + 8 : x, anchor: 'start' } as const);
	return { ...across, y: high ? y + 15 : bars + 6 };
}

type Point = readonly [x: number, size: number];

/** The last layer of the last of the blocks that a folded run stands for. */
export function lastOf({ blocks, end }: PartBox, layers: readonly LayerBox[]): string {
	const [first = '', last = first] = [blocks[0], blocks.at(-1)];
	return last + (layers[end - 1]?.id ?? '').slice(first.length);
}

/** How far units see along one axis. */
function pointsOf({ layout, view }: DrawingFrame, sizes: FieldSizes, axis: 0 | 1, side: number) {
	const sizeOf = (path: string): number => sizes.get(path)?.[axis] ?? side;
	const points: Point[] = [[view.shift, 1]];
	let seen = 1;
	for (const part of layout.parts) {
		const before = seen;
		const rise = sizeOf(lastOf(part, layout.layers)) - before;
		for (const box of layout.layers.slice(part.first, part.end)) {
			if (box.beside) continue;
			const way = (box.x1 - part.x0) / (part.x1 - part.x0);
			const size = part.blocks.length > 1 ? before + way * rise : sizeOf(box.id);
			seen = Math.max(seen, size);
			points.push([box.x1 * view.scale + view.shift, seen]);
		}
	}
	return { points, side, most: max(points, ([, size]) => size) ?? side };
}

/**
 * Draws how the receptive field grows. What stands beside the main line sees less and is left out; a
 * folded run rises evenly to what the last of its blocks sees.
 *
 * @param image shape of the image
 */
export function fieldTrack(
	frame: DrawingFrame,
	row: TrackRow,
	sizes: FieldSizes,
	[imageHeight = 0, imageWidth = 0]: Shape
): FieldTrack {
	const rows = pointsOf(frame, sizes, 0, imageHeight);
	const columns = pointsOf(frame, sizes, 1, imageWidth);
	const alike =
		imageHeight === imageWidth &&
		rows.points.every(([, size], i) => size === columns.points[i]?.[1]);
	const highest = Math.max(rows.most, columns.most, imageHeight, imageWidth);
	const y = linear([0, highest], [row.base, row.bars]);
	const x = ([at]: Point) => round(at);
	const top = ([, size]: Point) => round(y(size));
	const curveOf = ({ points, side }: typeof rows): Curve => {
		const line = steps(points.map((point) => [x(point), top(point)]));
		return { area: `${line}V${row.base}H${round(frame.view.shift)}Z`, line, image: round(y(side)) };
	};
	const farther = imageHeight > imageWidth ? rows : columns;
	const first = farther.points.find(
		(_, i) =>
			(rows.points[i]?.[1] ?? 0) >= imageHeight && (columns.points[i]?.[1] ?? 0) >= imageWidth
	);
	const inView = first && first[0] >= 0 && first[0] <= frame.width;
	return {
		curves: (alike ? [rows] : [rows, columns]).map(curveOf),
		whole: inView
			? { x: x(first), y: top(first), label: labelOf(x(first), top(first), row, frame.width) }
			: null,
		most: [rows.most, columns.most]
	};
}
