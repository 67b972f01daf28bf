import type { Sides } from '../../net.ts';

/** Patches along one axis of the image: the fewest and the most that they can be. */
export type Between = readonly [least: number, most: number];

/** What tables of relative positions tell: the stages' windows, and the patches along each axis. */
export type WindowSizes = Readonly<{
	window: readonly number[];
	windowWidth: readonly number[];
	rows: Between;
	columns: Between;
}>;

type Search = Readonly<{ window: number; rows: Between; columns: Between }>;

/** More than a field permits. */
const [MOST_WINDOW, MOST_PATCHES] = [64, 2048];

/** Sides of all windows up to `most` that have so many relative positions, the squarest first. */
function sidesWith(positions: number, most: number): readonly Sides[] {
	const sides: Sides[] = [];
	for (let high = 1; high <= most; high++) {
		const across = positions / (2 * high - 1);
		const wide = (across + 1) / 2;
		if (Number.isInteger(wide) && wide <= most) sides.push([high, wide]);
	}
	return sides.sort(([a, b], [c, d]) => Math.abs(a - b) - Math.abs(c - d));
}

/** Where a stage's map is smaller than the window it is a window itself; else it is no smaller. */
function narrowed([least, most]: Between, side: number, window: number, stage: number): Between {
	const fewest = Math.max(least, side * 2 ** stage);
	return [fewest, side < window ? Math.min(most, (side + 1) * 2 ** stage - 1) : most];
}

/**
 * Windows and patches that give tables of these lengths, one for each stage: those with the smallest
 * window, which for square ones is the only one. `null` where there are none.
 */
export function windowSizes(tables: readonly number[]): WindowSizes | null {
	function search(stage: number, found: Search): Search | null {
		const positions = tables[stage];
		if (positions === undefined) return found;
		const { window, rows, columns } = found;
		for (const [high, wide] of sidesWith(positions, window)) {
			const next = {
				window,
				rows: narrowed(rows, high, window, stage),
				columns: narrowed(columns, wide, window, stage)
			};
			const fits = [next.rows, next.columns].every(([least, most]) => least <= most);
			const rest = fits ? search(stage + 1, next) : null;
			if (rest) return rest;
		}
		return null;
	}
	for (let window = 1; window <= MOST_WINDOW; window++) {
		const any: Between = [1, MOST_PATCHES];
		const found = search(0, { window, rows: any, columns: any });
		if (found)
			return {
				...found,
				window: tables.map(() => window),
				windowWidth: tables.map(() => 0)
			};
	}
	return null;
}

/** Windows of each stage's own that give tables of these lengths, the squarest there are. */
export function stageWindows(tables: readonly number[]): WindowSizes | null {
	const sides = tables.flatMap((positions) => sidesWith(positions, MOST_WINDOW).slice(0, 1));
	if (sides.length < tables.length) return null;
	const least = (axis: 0 | 1): number =>
		sides.reduce((most, side, stage) => Math.max(most, side[axis] * 2 ** stage), 1);
	return {
		window: sides.map(([high]) => high),
		windowWidth: sides.map(([high, wide]) => (high === wide ? 0 : wide)),
		rows: [least(0), MOST_PATCHES],
		columns: [least(1), MOST_PATCHES]
	};
}
