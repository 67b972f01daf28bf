type Point = readonly [x: number, y: number];

/** Straight from point to point, as an SVG path. */
export const polyline = (points: readonly Point[]): string =>
	points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join('');

/** Steps that rise or fall where each point begins to count, as an SVG path. */
export const steps = (points: readonly Point[]): string =>
	points.map(([x, y], i) => (i === 0 ? `M${x},${y}` : `V${y}H${x}`)).join('');
