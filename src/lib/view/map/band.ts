import { plotArea, type Area, type ChartFrame } from '../../draw/chart/frame.ts';
import { markOf, meets, type Spot } from '../../draw/chart/labels.ts';
import type { AxisScale } from '../../draw/chart/scales.ts';
import type { AxisName } from './axes.ts';
import { spreadText, type Lesson } from './lesson.ts';

/** The band of nearly equal cost, and the bracket of what its designs differ by. */
export type Band = Readonly<{
	x: number;
	width: number;
	bracket: string;
	/** Where the bracket stands. */
	box: Area;
	text: string;
	at: readonly [number, number];
	/** Where the text stands. */
	words: Area;
}>;

type Scales = Readonly<{ x: AxisScale; y: AxisScale; frame: ChartFrame }>;

/** Generous sizes of the text, px. */
const CHARACTER = 7.5;
const HIGH = 14;

const round = (value: number): number => Math.round(value * 10) / 10;

/** At the foot or the head of a band, on either side: where words meet the fewest points. */
function besideBand(
	text: string,
	[left, right]: readonly [number, number],
	spots: readonly Spot[],
	frame: ChartFrame
): Area {
	const width = text.length * CHARACTER;
	const { x0, x1, y0, y1 } = plotArea(frame);
	const at = (start: number, foot: number): Area => ({
		...{ x0: start, x1: start + width },
		...{ y0: foot - HIGH, y1: foot }
	});
	const [before, after, foot, head] = [left - 6 - width, right + 6, y1 - 5, y0 + HIGH + 5];
	const first = at(after, foot);
	const boxes = [first, at(before, foot), at(after, head), at(before, head)].filter(
		(box) => box.x0 >= x0 && box.x1 <= x1
	);
	const marks = spots.map(markOf);
	const met = (box: Area): number => marks.filter((mark) => meets(box, mark)).length;
	return boxes.sort((a, b) => met(a) - met(b))[0] ?? first;
}

/** @param spots what else is drawn, which the text keeps clear of */
export function bandOf(
	lesson: Lesson,
	name: AxisName,
	{ x, y, frame }: Scales,
	spots: readonly Spot[]
): Band {
	const [left, right] = [x(lesson.band[0]), x(lesson.band[1])];
	const [foot, head] = [y(lesson.least.values[name] ?? 0), y(lesson.most.values[name] ?? 0)];
	const text = spreadText(lesson, name);
	const words = besideBand(text, [left, right], spots, frame);
	return {
		x: left,
		width: right - left,
		bracket: `M${round(right - 5)},${round(foot)}H${round(right)}V${round(head)}H${round(right - 5)}`,
		box: { x0: right - 6, x1: right + 2, y0: head, y1: foot },
		text,
		at: [words.x0, words.y1 - 3],
		words
	};
}
