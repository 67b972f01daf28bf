const AIR = 12;

/** Where a pointer rests, and from where to where across reaches what it speaks of, px of the window. */
export type PointedAt = Readonly<{ x: number; y: number; column?: readonly [number, number] }>;

/**
 * Where a tooltip stands: beside the column it speaks of, or beside the point where there is no room for
 * that, and always whole inside the viewport.
 */
export function placeTooltip(
	point: PointedAt,
	tooltip: Readonly<{ width: number; height: number }>,
	viewport: Readonly<{ width: number; height: number }>
): Readonly<{ x: number; y: number }> {
	const [from, to] = columnOf(point, tooltip.width, viewport.width);
	const right = to + AIR;
	const below = point.y + AIR;
	const fits = (start: number, size: number, limit: number) => start + size + AIR <= limit;
	const clamp = (start: number, size: number, limit: number) =>
		Math.max(4, Math.min(start, limit - size - 4));
	const x = fits(right, tooltip.width, viewport.width) ? right : from - AIR - tooltip.width;
	const y = fits(below, tooltip.height, viewport.height) ? below : point.y - AIR - tooltip.height;
	return {
		x: clamp(x, tooltip.width, viewport.width),
		y: clamp(y, tooltip.height, viewport.height)
	};
}

/** The column that is kept clear: of the point alone, where beside what is pointed at there is no room. */
function columnOf(point: PointedAt, width: number, limit: number): readonly [number, number] {
	const { column } = point;
	const isRoom = column && (column[1] + 2 * AIR + width <= limit || column[0] - 2 * AIR >= width);
	return isRoom ? column : [point.x, point.x];
}
