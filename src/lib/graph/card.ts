const AIR = 12;

/** Where a card stands: beside the point, and always whole inside the viewport. */
export function placeCard(
	point: Readonly<{ x: number; y: number }>,
	card: Readonly<{ width: number; height: number }>,
	viewport: Readonly<{ width: number; height: number }>
): Readonly<{ x: number; y: number }> {
	const right = point.x + AIR;
	const below = point.y + AIR;
	const fits = (start: number, size: number, limit: number) => start + size + AIR <= limit;
	const clamp = (start: number, size: number, limit: number) =>
		Math.max(4, Math.min(start, limit - size - 4));
	const x = fits(right, card.width, viewport.width) ? right : point.x - AIR - card.width;
	const y = fits(below, card.height, viewport.height) ? below : point.y - AIR - card.height;
	return {
		x: clamp(x, card.width, viewport.width),
		y: clamp(y, card.height, viewport.height)
	};
}
