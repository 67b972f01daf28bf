import type { Area } from '../../draw/chart/brush.ts';
import type { AxisScale, Frame2D, Range } from '../../draw/chart/scatter.ts';

/** Two scales of a chart, across and up. */
export type Scales = Readonly<{ x: AxisScale; y: AxisScale }>;

/** The rectangle that stretches of both axes let through, inside the frame; `null` for all of it. */
export function areaOf(
	across: Range | null,
	up: Range | null,
	{ x, y }: Scales,
	frame: Frame2D
): Area | null {
	if (!across && !up) return null;
	const within = (value: number, low: number, top: number) => Math.min(top, Math.max(low, value));
	const right = frame.width - frame.right;
	const foot = frame.height - frame.bottom;
	const along = (value: number) => within(x(value), frame.left, right);
	const down = (value: number) => within(y(value), frame.top, foot);
	return {
		x0: across ? along(across[0]) : frame.left,
		x1: across ? along(across[1]) : right,
		y0: up ? down(up[1]) : frame.top,
		y1: up ? down(up[0]) : foot
	};
}

/** The stretches of both axes that a rectangle covers. */
export const rangesOf = (area: Area, { x, y }: Scales): Readonly<Record<'x' | 'y', Range>> => ({
	x: [x.invert(area.x0), x.invert(area.x1)],
	y: [y.invert(area.y1), y.invert(area.y0)]
});
