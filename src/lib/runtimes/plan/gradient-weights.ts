import type { Sides } from '../../arch/net.ts';

/** Weights of convolutions as gradients at their inputs take them. All arrays are row-major. */

/**
 * The kernels that a gradient is convolved with: `[out, in / groups, kh, kw]` to
 * `[in, out / groups, kh, kw]`, each kernel turned by half a circle.
 */
export function backwardWeight(
	values: Float32Array,
	{ out, groups, kernel: [high, wide] }: Readonly<{ out: number; groups: number; kernel: Sides }>
): Float32Array<ArrayBuffer> {
	const taps = high * wide;
	const into = values.length / out / taps;
	const perGroup = out / groups;
	const result = new Float32Array(values.length);
	for (let to = 0; to < out; to++) {
		const [group, member] = [Math.trunc(to / perGroup), to % perGroup];
		for (let from = 0; from < into; from++) {
			const read = (to * into + from) * taps;
			const write = ((group * into + from) * perGroup + member) * taps;
			for (let tap = 0; tap < taps; tap++) result[write + taps - 1 - tap] = values[read + tap] ?? 0;
		}
	}
	return result;
}

/**
 * Kernels no larger than the stride as rows of whole cells: `[out, in, kh, kw]` to
 * `[out, stride, stride, in]`, zeros below and right of them.
 */
export function cellWeight(
	values: Float32Array,
	{
		out,
		into,
		kernel: [high, wide],
		stride
	}: Readonly<{ out: number; into: number; kernel: Sides; stride: number }>
): Float32Array<ArrayBuffer> {
	const result = new Float32Array(out * stride * stride * into);
	let read = 0;
	for (let to = 0; to < out; to++)
		for (let from = 0; from < into; from++)
			for (let row = 0; row < high; row++)
				for (let column = 0; column < wide; column++)
					result[((to * stride + row) * stride + column) * into + from] = values[read++] ?? 0;
	return result;
}
