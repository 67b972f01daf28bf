export type Better = 'less' | 'more';

/** Whether each point is on the front: no other is at least as good in both metrics and better in one. */
export function paretoFront(
	xs: ArrayLike<number>,
	ys: ArrayLike<number>,
	better: Readonly<{ x: Better; y: Better }>
): readonly number[] {
	const signX = better.x === 'less' ? 1 : -1;
	const signY = better.y === 'less' ? 1 : -1;
	const x = (i: number) => signX * (xs[i] ?? NaN);
	const y = (i: number) => signY * (ys[i] ?? NaN);
	const order = Array.from({ length: xs.length }, (_, i) => i)
		.filter((i) => !Number.isNaN(x(i)) && !Number.isNaN(y(i)))
		// Infinities compare, but their difference is no number.
		.sort((a, b) => compare(x(a), x(b)) || compare(y(a), y(b)));
	const front: number[] = [];
	let best: number | undefined;
	for (const i of order) {
		const last = front.at(-1);
		const same = last !== undefined && x(last) === x(i) && y(last) === y(i);
		if (best !== undefined && y(i) >= best && !same) continue;
		best = y(i);
		front.push(i);
	}
	return front;
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
