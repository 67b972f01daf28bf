/** Solves the least squares problem by the normal equations, for few unknowns. `null` where it has no one solution. */
function leastSquares(
	rows: readonly (readonly number[])[],
	goals: readonly number[],
	columns: readonly number[]
): readonly number[] | null {
	const n = columns.length;
	const matrix = columns.map((a) => [
		...columns.map((b) => rows.reduce((sum, row) => sum + (row[a] ?? 0) * (row[b] ?? 0), 0)),
		rows.reduce((sum, row, i) => sum + (row[a] ?? 0) * (goals[i] ?? 0), 0)
	]);
	for (let at = 0; at < n; at++) {
		let pivot = at;
		for (let i = at + 1; i < n; i++)
			if (Math.abs(matrix[i]?.[at] ?? 0) > Math.abs(matrix[pivot]?.[at] ?? 0)) pivot = i;
		const [row, other] = [matrix[pivot], matrix[at]];
		if (!row || !other || Math.abs(row[at] ?? 0) < SINGULAR) return null;
		[matrix[at], matrix[pivot]] = [row, other];
		for (const below of matrix) {
			if (below === row) continue;
			const factor = (below[at] ?? 0) / (row[at] ?? 1);
			if (factor !== 0)
				for (let j = at; j <= n; j++) below[j] = (below[j] ?? 0) - factor * (row[j] ?? 0);
		}
	}
	return matrix.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}

const SINGULAR = 1e-9;
const TOLERANCE = 1e-9;

/**
 * Non-negative least squares (Lawson and Hanson, 1974, the active set method): the `x >= 0` for which
 * the sum of `(row · x - goal)²` is least. Columns are scaled to unit length inside.
 *
 * @param rows as many numbers in each as there are unknowns
 */
export function nonNegativeLeastSquares(
	rows: readonly (readonly number[])[],
	goals: readonly number[]
): readonly number[] {
	const count = rows[0]?.length ?? 0;
	const lengths = Array.from({ length: count }, (_, c) =>
		Math.hypot(...rows.map((row) => row[c] ?? 0))
	);
	const scaled = rows.map((row) => row.map((value, c) => value / (lengths[c] || 1)));
	const x = new Array<number>(count).fill(0);
	const inside = new Set<number>();

	const gradient = (c: number): number =>
		scaled.reduce((sum, row, i) => {
			const predicted = row.reduce((all, value, j) => all + value * (x[j] ?? 0), 0);
			return sum + (row[c] ?? 0) * ((goals[i] ?? 0) - predicted);
		}, 0);

	for (let round = 0; round < 3 * count; round++) {
		let entering = -1;
		let steepest = TOLERANCE;
		for (let c = 0; c < count; c++) {
			if (inside.has(c) || !lengths[c]) continue;
			const slope = gradient(c);
			if (slope > steepest) [entering, steepest] = [c, slope];
		}
		if (entering < 0) break;
		inside.add(entering);
		for (;;) {
			const columns = [...inside];
			const solved = leastSquares(scaled, goals, columns);
			if (!solved) {
				inside.delete(entering);
				break;
			}
			if (solved.every((value) => value > 0)) {
				columns.forEach((c, i) => (x[c] = solved[i] ?? 0));
				break;
			}
			// As far towards the solution as nothing becomes negative; what reaches zero leaves.
			const share = columns.reduce((least, c, i) => {
				const goal = solved[i] ?? 0;
				const now = x[c] ?? 0;
				return goal > 0 ? least : Math.min(least, now / (now - goal || 1));
			}, 1);
			columns.forEach((c, i) => {
				x[c] = (x[c] ?? 0) + share * ((solved[i] ?? 0) - (x[c] ?? 0));
				if ((solved[i] ?? 0) <= 0 && (x[c] ?? 0) <= TOLERANCE) {
					x[c] = 0;
					inside.delete(c);
				}
			});
		}
	}
	return x.map((value, c) => (lengths[c] ? value / lengths[c] : 0));
}
