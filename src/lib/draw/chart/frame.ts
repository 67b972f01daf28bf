/** A chart on the page and the room around its plot for axes and names, px. */
export type ChartFrame = Readonly<{
	width: number;
	height: number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}>;

/** A place on a chart, px. */
export type Point = Readonly<{ x: number; y: number }>;

/** A rectangle on a chart, px. */
export type Area = Readonly<{ x0: number; y0: number; x1: number; y1: number }>;

/** Where an axis is marked, px, and what the mark says. */
export type Tick = Readonly<{ at: number; text: string }>;

/** The part of a chart inside its axes; it is never empty. */
export const plotArea = ({ width, height, left, right, top, bottom }: ChartFrame): Area => ({
	x0: left,
	y0: top,
	x1: Math.max(left + 1, width - right),
	y1: Math.max(top + 1, height - bottom)
});

/** The frame of a chart of many points, as wide as it may be. */
export function scatterFrame(width: number): ChartFrame {
	const narrow = width < 560;
	return {
		width,
		height: narrow ? 420 : Math.max(420, Math.min(600, width * 0.5)),
		left: narrow ? 46 : 60,
		right: narrow ? 12 : 24,
		top: 16,
		bottom: 44
	};
}
