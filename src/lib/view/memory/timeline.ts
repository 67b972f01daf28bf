import { area, curveStepAfter, format, line, scaleLinear } from 'd3';
import type { Layer } from '../../arch/infer.ts';
import { plotArea, type ChartFrame, type Tick } from '../../draw/chart/frame.ts';
import { sectionsOf } from '../../draw/structure.ts';
import { ROLES, type Alive, type Role, type MemoryStep } from './peak-tensors.ts';

/** Room around the plot, px: sizes stand on the left, stages and the peak's name above. */
const LEFT = 60;
const RIGHT = 10;
const NAMES = 13;
const TOP = 44;
const BOTTOM = 6;
const HEIGHT = 220;

type Anchor = 'start' | 'end';
type Heading = Readonly<{ id: string; x: number; anchor: Anchor; text: string; edge: number }>;

/** The memory that a forward pass takes, layer by layer, ready to draw. */
export type Timeline = Readonly<{
	areas: readonly Readonly<{ role: Role; d: string }>[];
	line: string;
	ticks: readonly Tick[];
	headings: readonly Heading[];
	peak: Readonly<{ x: number; y: number; anchor: Anchor }>;
	frame: ChartFrame;
	/** How high the names of the sections stand, px. */
	names: number;
}>;

const prefixed = format('~s');
const tickText = (value: number): string =>
	value === 0 ? '0' : prefixed(value).replace(/([a-zµ]?)$/i, ' $1B');

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Widths of names, px. */
const [FULL, NUMBER, HEAD] = [48, 12, 32];

/**
 * Names of the sections: a stage in full, by its number, or not at all, as there is room. Stem and
 * head are narrow; theirs reach into the margin, and the head's into the last stage.
 */
function headingsOf(layers: readonly Layer[], x: (layer: number) => number): readonly Heading[] {
	const end = x(layers.length) + RIGHT;
	const sections = sectionsOf(layers);
	const free = sections.at(-1)?.role === 'head' ? end - HEAD : end;
	return sections.map(({ id, role, ordinal, parts }): Heading => {
		const [from, to] = [rounded(x(parts[0]?.first ?? 0)), rounded(x(parts.at(-1)?.end ?? 0))];
		if (role === 'stem') return { id, x: to - 4, anchor: 'end', text: role, edge: from };
		if (role === 'head') return { id, x: end, anchor: 'end', text: role, edge: from };
		const room = Math.min(to, free) - from;
		const text = room > FULL ? `stage ${ordinal}` : room > NUMBER ? `${ordinal}` : '';
		return { id, x: from + 4, anchor: 'start', text, edge: from };
	});
}

const frameOf = (width: number): ChartFrame => ({
	...{ width, height: HEIGHT },
	...{ left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM }
});

function scaleOf(count: number, width: number) {
	const { x0, x1 } = plotArea(frameOf(width));
	return scaleLinear([0, Math.max(1, count)], [x0, x1]);
}

/**
 * @param each bytes of one tensor element over the whole batch
 * @param width of the chart, px
 */
export function timeline(
	{ steps, peak, at }: Alive,
	layers: readonly Layer[],
	each: number,
	width: number
): Timeline {
	const x = scaleOf(steps.length, width);
	const frame = frameOf(width);
	const { y0, y1 } = plotArea(frame);
	const y = scaleLinear([0, peak * each || 1], [y1, y0]);
	// A step lasts until the next begins, the last one until the end.
	const lasting: readonly MemoryStep[] = [...steps, ...steps.slice(-1)];
	const floor = (step: MemoryStep, role: Role) =>
		ROLES.slice(0, ROLES.indexOf(role)).reduce((sum, below) => sum + step[below], 0);
	const start = (_: MemoryStep, i: number) => rounded(x(i));
	const areas = ROLES.map((role) => ({
		role,
		d:
			area<MemoryStep>(
				start,
				(step) => rounded(y(floor(step, role) * each)),
				(step) => rounded(y((floor(step, role) + step[role]) * each))
			).curve(curveStepAfter)(lasting) ?? ''
	}));
	const top = line<MemoryStep>(start, ({ live }) => rounded(y(live * each))).curve(curveStepAfter);
	const middle = rounded(x(at + 0.5));
	return {
		areas,
		line: top(lasting) ?? '',
		ticks: y.ticks(4).map((value) => ({ at: rounded(y(value)), text: tickText(value) })),
		headings: headingsOf(layers, x),
		peak: { x: middle, y: TOP, anchor: middle > width / 2 ? 'end' : 'start' },
		frame,
		names: NAMES
	};
}

/** The layer under a place along the axis. */
export function stepAt(at: number, count: number, width: number): number {
	const step = Math.floor(scaleOf(count, width).invert(at));
	return Math.max(0, Math.min(count - 1, step));
}

/** A rectangle over the plot. */
export type Range = Readonly<{ x: number; y: number; width: number; height: number }>;

/** Where the layers of an id lie along the axis: a layer, a block or a section. */
export function rangeOf(layers: readonly Layer[], id: string | null, width: number): Range | null {
	if (id === null) return null;
	const holds = ({ path, block, section }: Layer) => [path, block, section].includes(id);
	const first = layers.findIndex(holds);
	if (first < 0) return null;
	const x = scaleOf(layers.length, width);
	const end = layers.findLastIndex(holds) + 1;
	const { y0, y1 } = plotArea(frameOf(width));
	return {
		x: x(first),
		y: y0,
		width: Math.max(1.5, x(end) - x(first)),
		height: y1 - y0
	};
}
