/** What one dispatch took on the GPU's own clock. */
export type DispatchTime = Readonly<{
	/** The part of the pass that it belongs to. */
	part: number;
	kernel: string;
	ms: number;
}>;

/** One pass, dispatch by dispatch. */
export type GpuPass = Readonly<{
	dispatches: readonly DispatchTime[];
	/** From the start of the first dispatch to the end of the last, ms. */
	spanMs: number;
	/** The finest step that all its timestamps are multiples of, ms. */
	stepMs: number;
	/** In how many submissions the dispatches went to the GPU. */
	submits: number;
}>;

/** A query set holds 4096 timestamps at most (WebGPU, 20.1); a dispatch needs two. */
export const DISPATCHES_A_SET = 2048;

const BYTES = 8;

/** The dispatch that two timestamps belong to. */
export type DispatchMark = Readonly<{ part: number; kernel: string }>;

const greatestDivisor = (a: bigint, b: bigint): bigint =>
	b === 0n ? a : greatestDivisor(b, a % b);

/** @param times start and end of each dispatch, ns */
export function passOf(
	marks: readonly DispatchMark[],
	times: BigUint64Array,
	submits: number
): GpuPass {
	const first = times[0] ?? 0n;
	let [end, step] = [first, 0n];
	for (const time of times) {
		if (time > end) end = time;
		step = greatestDivisor(step, time > first ? time - first : first - time);
	}
	const ms = (ns: bigint): number => Number(ns) / 1e6;
	return {
		dispatches: marks.map((mark, i) => ({
			...mark,
			// Clocks may be set back between two passes (WebGPU, 20.4).
			ms: Math.max(0, ms((times[2 * i + 1] ?? 0n) - (times[2 * i] ?? 0n)))
		})),
		spanMs: ms(end - first),
		stepMs: ms(step),
		submits
	};
}

/** Timestamps of all sets, in order. */
export async function readTimestamps(
	device: GPUDevice,
	sets: readonly GPUQuerySet[],
	count: number
): Promise<BigUint64Array> {
	const size = count * BYTES;
	const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
	const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
	const staging = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
	try {
		const encoder = device.createCommandEncoder();
		sets.forEach((set, i) => {
			const first = i * 2 * DISPATCHES_A_SET;
			const own = Math.min(count - first, 2 * DISPATCHES_A_SET);
			encoder.resolveQuerySet(set, 0, own, resolved, first * BYTES);
		});
		encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
		device.queue.submit([encoder.finish()]);
		await staging.mapAsync(GPUMapMode.READ);
		return new BigUint64Array(staging.getMappedRange().slice(0));
	} finally {
		resolved.destroy();
		staging.destroy();
		for (const set of sets) set.destroy();
	}
}
