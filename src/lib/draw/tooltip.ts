const AIR = 12;

/** Where a tooltip stands: beside the point, and always whole inside the viewport. */
export function placeTooltip(
	point: Readonly<{ x: number; y: number }>,
	tooltip: Readonly<{ width: number; height: number }>,
	viewport: Readonly<{ width: number; height: number }>
): Readonly<{ x: number; y: number }> {
	const right = point.x + AIR;
	const below = point.y + AIR;
	const fits = (start: number, size: number, limit: number) => start + size + AIR <= limit;
	const clamp = (start: number, size: number, limit: number) =>
		Math.max(4, Math.min(start, limit - size - 4));
	const x = fits(right, tooltip.width, viewport.width) ? right : point.x - AIR - tooltip.width;
	const y = fits(below, tooltip.height, viewport.height) ? below : point.y - AIR - tooltip.height;
	return {
		x: clamp(x, tooltip.width, viewport.width),
		y: clamp(y, tooltip.height, viewport.height)
	};
}
