/** A table of positions on a map: learned tokens before it, and its rows and columns before and after. */
export type PositionTable = Readonly<{
	kind: 'positions';
	learned: number;
	from: readonly [rows: number, columns: number];
	to: readonly [rows: number, columns: number];
	channels: number;
}>;

/** PyTorch's cubic, a = -0.5 where it smooths. */
function cubic(x: number): number {
	const [a, t] = [-0.5, Math.abs(x)];
	if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
	return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
}

/** Weights of the old values in each new one along an axis, as PyTorch's bicubic with antialias has them. */
function weightsAlong(
	from: number,
	to: number
): readonly Readonly<{ first: number; weights: readonly number[] }>[] {
	const scale = from / to;
	const stretch = Math.max(scale, 1);
	return Array.from({ length: to }, (_, i) => {
		const centre = scale * (i + 0.5);
		const first = Math.max(0, Math.trunc(centre - 2 * stretch + 0.5));
		const last = Math.min(from, Math.trunc(centre + 2 * stretch + 0.5));
		const raw = Array.from({ length: last - first }, (_, j) =>
			cubic((j + first - centre + 0.5) / stretch)
		);
		const sum = raw.reduce((total, weight) => total + weight, 0);
		return { first, weights: raw.map((weight) => weight / sum) };
	});
}

/** A table of positions for another map, as timm's `resample_abs_pos_embed` makes it; learned tokens keep theirs. */
export function resamplePositions(
	values: Float32Array<ArrayBuffer>,
	{ learned, from, to, channels }: PositionTable
): Float32Array<ArrayBuffer> {
	const [rows, columns] = to;
	const kept = learned * channels;
	const across = weightsAlong(from[1], columns);
	const down = weightsAlong(from[0], rows);
	const wide = new Float32Array(from[0] * columns * channels);
	for (let row = 0; row < from[0]; row++)
		across.forEach(({ first, weights }, column) => {
			for (let c = 0; c < channels; c++)
				wide[(row * columns + column) * channels + c] = weights.reduce(
					(sum, weight, j) =>
						sum + weight * (values[kept + (row * from[1] + first + j) * channels + c] ?? 0),
					0
				);
		});
	const out = new Float32Array(kept + rows * columns * channels);
	out.set(values.subarray(0, kept));
	down.forEach(({ first, weights }, row) => {
		for (let at = 0; at < columns * channels; at++)
			out[kept + row * columns * channels + at] = weights.reduce(
				(sum, weight, j) => sum + weight * (wide[(first + j) * columns * channels + at] ?? 0),
				0
			);
	});
	return out;
}
