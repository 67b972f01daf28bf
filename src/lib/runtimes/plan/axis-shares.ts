import { BLUR, type SlidingAxis } from '../../arch/ops/windowed.ts';

/**
 * Averages and blurs along one axis as matrices `[places, size]`: what each position of the axis gives
 * to each place. All arrays are row-major.
 */

/** @param countPadding whether padding counts as zeros, or not at all */
export function averageShares(
	{ kernel, stride, before, after, out }: SlidingAxis,
	size: number,
	countPadding: boolean
): Float32Array<ArrayBuffer> {
	const shares = new Float32Array(out * size);
	for (let place = 0; place < out; place++) {
		const start = place * stride - before;
		const [first, end] = [Math.max(0, start), Math.min(size, start + kernel)];
		const count = countPadding ? Math.min(size + after, start + kernel) - start : end - first;
		for (let at = first; at < end; at++) shares[place * size + at] = 1 / count;
	}
	return shares;
}

/** @param mirrored whether the map goes on mirrored at its edges, or with zeros */
export function blurShares(
	{ stride, before, out }: SlidingAxis,
	size: number,
	mirrored: boolean
): Float32Array<ArrayBuffer> {
	const shares = new Float32Array(out * size);
	for (let place = 0; place < out; place++)
		BLUR.forEach((share, tap) => {
			let at = place * stride - before + tap;
			if (mirrored) at = at < 0 ? -at : Math.min(at, 2 * (size - 1) - at);
			if (at >= 0 && at < size)
				shares[place * size + at] = (shares[place * size + at] ?? 0) + share;
		});
	return shares;
}
