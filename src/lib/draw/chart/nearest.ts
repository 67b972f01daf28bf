import type { Point } from './frame.ts';

/** The point nearest to a place, within reach, px; of several as near, the one drawn last, on top. */
export function nearest<P extends Point>(points: readonly P[], at: Point, reach: number): P | null {
	let found: P | null = null;
	let least = reach;
	for (const point of points) {
		const distance = Math.hypot(point.x - at.x, point.y - at.y);
		if (distance <= least) [found, least] = [point, distance];
	}
	return found;
}
