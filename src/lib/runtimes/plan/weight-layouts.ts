/** From PyTorch's weight layouts to those of channels-last kernels. All arrays are row-major. */

import type { Sides } from '../../arch/net.ts';

const TILE = 32;

/**
 * Transposes `[rows, columns]`, in tiles because a large matrix does not fit the cache.
 *
 * @param place where a column goes in the result; by default it keeps its order
 */
export function transposed(
	values: Float32Array,
	rows: number,
	columns: number,
	place: (column: number) => number = (column) => column
): Float32Array<ArrayBuffer> {
	const result = new Float32Array(values.length);
	for (let left = 0; left < columns; left += TILE) {
		const right = Math.min(columns, left + TILE);
		for (let top = 0; top < rows; top += TILE) {
			const bottom = Math.min(rows, top + TILE);
			for (let column = left; column < right; column++) {
				const target = place(column) * rows;
				for (let row = top; row < bottom; row++)
					result[target + row] = values[row * columns + column] ?? 0;
			}
		}
	}
	return result;
}

/**
 * Conv weights `[out, in, kh, kw]` to `[kh, kw, in, out]`.
 *
 * @param taps positions of the kernel
 */
export function convFilter(
	values: Float32Array,
	out: number,
	into: number,
	taps: number
): Float32Array<ArrayBuffer> {
	if (taps === 1) return transposed(values, out, into);
	return transposed(
		values,
		out,
		into * taps,
		(column) => (column % taps) * into + Math.trunc(column / taps)
	);
}

/** One filter `[kh, kw, in / groups, out / groups]` for each group of `[out, in / groups, kh, kw]`. */
export function filtersByGroup(
	values: Float32Array,
	shape: { out: number; into: number; taps: number; groups: number }
): Float32Array[] {
	const { out, into, taps, groups } = shape;
	const size = values.length / groups;
	return Array.from({ length: groups }, (_, group) =>
		convFilter(values.subarray(group * size, (group + 1) * size), out / groups, into, taps)
	);
}

/**
 * One depthwise filter `[kh, kw, groups, out / groups]` for each input channel of a group: output
 * channel `g * out / groups + o` takes that input channel of group `g`.
 */
export function filtersByMember(
	values: Float32Array,
	shape: { out: number; into: number; taps: number }
): Float32Array[] {
	const { out, into, taps } = shape;
	const all = convFilter(values, out, into, taps);
	return Array.from({ length: into }, (_, member) => {
		const filter = new Float32Array(taps * out);
		for (let tap = 0; tap < taps; tap++) {
			const start = (tap * into + member) * out;
			filter.set(all.subarray(start, start + out), tap * out);
		}
		return filter;
	});
}

/**
 * One depthwise filter `[kh, kw, in, out / groups]` that keeps every product of a channel apart; the
 * sum over the members of a group is left to do.
 */
export function widenedFilter(
	values: Float32Array,
	shape: { out: number; into: number; taps: number; groups: number }
): Float32Array {
	const { out, into, taps, groups } = shape;
	const perGroup = out / groups;
	const all = convFilter(values, out, into, taps);
	const filter = new Float32Array(values.length);
	for (let tap = 0; tap < taps; tap++)
		for (let member = 0; member < into; member++)
			for (let group = 0; group < groups; group++) {
				const from = (tap * into + member) * out + group * perGroup;
				const to = ((tap * groups + group) * into + member) * perGroup;
				filter.set(all.subarray(from, from + perGroup), to);
			}
	return filter;
}

/**
 * A kernel `[kh, kw]` of every weight with zeros between, as if its positions lay so far apart:
 * `[(kh - 1) dilation + 1, (kw - 1) dilation + 1]`.
 */
export function spreadKernels(
	values: Float32Array,
	[height, width]: Sides,
	dilation: number
): Float32Array<ArrayBuffer> {
	const across = (width - 1) * dilation + 1;
	const size = ((height - 1) * dilation + 1) * across;
	const result = new Float32Array((values.length / (height * width)) * size);
	values.forEach((value, i) => {
		const [kernel, tap] = [Math.trunc(i / (height * width)), i % (height * width)];
		const [row, column] = [Math.trunc(tap / width), tap % width];
		result[kernel * size + (row * across + column) * dilation] = value;
	});
	return result;
}

/**
 * Cuts `[rows, columns]` into panels of so many columns, one after the other, each `[rows, panel]`:
 * a thread that goes down its columns then reads memory in order. Zeros fill the last panel.
 */
export function inPanels(
	values: Float32Array | Int8Array,
	columns: number,
	panel: number
): Float32Array<ArrayBuffer> {
	const rows = values.length / columns;
	const result = new Float32Array(rows * Math.ceil(columns / panel) * panel);
	for (let row = 0; row < rows; row++)
		for (let left = 0; left < columns; left += panel) {
			const from = row * columns + left;
			const to = left * rows + row * panel;
			const width = Math.min(panel, columns - left);
			for (let i = 0; i < width; i++) result[to + i] = values[from + i] ?? 0;
		}
	return result;
}
