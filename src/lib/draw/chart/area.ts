import { plotArea, type Area, type ChartFrame } from './frame.ts';
import type { AxisScale, Range } from './scales.ts';

/** Two scales of a chart, across and up. */
export type Scales = Readonly<{ x: AxisScale; y: AxisScale }>;

/** The rectangle that stretches of both axes let through, inside the frame; `null` for all of it. */
export function areaOf(
	across: Range | null,
	up: Range | null,
	{ x, y }: Scales,
	frame: ChartFrame
): Area | null {
	if (!across && !up) return null;
	const inside = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
	const { x0, x1, y0, y1 } = plotArea(frame);
	return {
		x0: across ? inside(x(across[0]), x0, x1) : x0,
		x1: across ? inside(x(across[1]), x0, x1) : x1,
		y0: up ? inside(y(up[1]), y0, y1) : y0,
		y1: up ? inside(y(up[0]), y0, y1) : y1
	};
}

/** The stretches of both axes that a rectangle covers. */
export const rangesOf = (area: Area, { x, y }: Scales): Readonly<Record<'x' | 'y', Range>> => ({
	x: [x.invert(area.x0), x.invert(area.x1)],
	y: [y.invert(area.y1), y.invert(area.y0)]
});
