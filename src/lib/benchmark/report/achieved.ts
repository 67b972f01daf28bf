import type { Layer } from '../../arch/infer.ts';
import { kindOf, type Kind } from '../../arch/ops.ts';
import { callWork, type CallWork } from '../../count/call.ts';
import type { KernelTime } from '../../runtimes/layer-time.ts';
import type { RunReport } from './report.ts';

/** A kernel call of a run: what it took, beside what it had to do. */
export type TimedCall = CallWork &
	Readonly<{
		/** The layers it computes, in order. */
		layers: readonly Layer[];
		/** Of the first of them. */
		path: string;
		kind: Kind;
		ms: number;
		/** Of all calls' time. */
		timeShare: number;
		/** Of all calls' FLOPs. */
		flopShare: number;
		kernels: readonly KernelTime[];
	}>;

/** 10^9 operations a second. */
export const gflops = ({ flops, ms }: Pick<TimedCall, 'flops' | 'ms'>): number =>
	ms > 0 ? flops / (ms * 1e6) : 0;

/** 10^9 bytes a second. */
export const gigabytes = ({ bytes, ms }: Pick<TimedCall, 'bytes' | 'ms'>): number =>
	ms > 0 ? bytes / (ms * 1e6) : 0;

/** The calls of a run, in order; none where its layers were not timed, or are not these. */
export function timedCalls(
	{ layerTimes, batch, precision }: Pick<RunReport, 'layerTimes' | 'batch' | 'precision'>,
	layers: readonly Layer[]
): readonly TimedCall[] {
	const byPath = new Map(layers.map((layer) => [layer.path, layer]));
	const groups = new Map<string, Layer[]>();
	for (const { path, within } of layerTimes) {
		const layer = byPath.get(path);
		if (!layer) return [];
		const group = groups.get(within ?? path);
		if (group) group.push(layer);
		else groups.set(within ?? path, [layer]);
	}
	const calls = layerTimes.flatMap(({ path, ms, within, kernels = [] }) => {
		const [first, ...rest] = groups.get(path) ?? [];
		if (within !== undefined || !first) return [];
		const computed = [first, ...rest];
		const work = callWork(computed, batch, precision?.kept);
		return [{ ...work, layers: computed, path, kind: kindOf(first.op, first.in), ms, kernels }];
	});
	const total = sumCalls(calls);
	return calls.map((call) => ({
		...call,
		timeShare: total.ms > 0 ? call.ms / total.ms : 0,
		flopShare: total.flops > 0 ? call.flops / total.flops : 0
	}));
}

type Sum = CallWork & Readonly<{ ms: number }>;

const sumCalls = (calls: readonly Sum[]): Sum =>
	calls.reduce(
		(sum, { flops, bytes, ms }) => ({
			flops: sum.flops + flops,
			bytes: sum.bytes + bytes,
			ms: sum.ms + ms
		}),
		{ flops: 0, bytes: 0, ms: 0 }
	);

/** All calls whose first layer is of one kind. */
export type KindCalls = Sum &
	Readonly<{ kind: Kind; calls: number; timeShare: number; flopShare: number }>;

/** Where the time went, from the kind that took most to the one that took least. */
export function callsByKind(calls: readonly TimedCall[]): readonly KindCalls[] {
	const kinds = new Map<Kind, TimedCall[]>();
	for (const call of calls) kinds.set(call.kind, [...(kinds.get(call.kind) ?? []), call]);
	return [...kinds]
		.map(([kind, own]) => ({
			...sumCalls(own),
			kind,
			calls: own.length,
			timeShare: own.reduce((sum, { timeShare }) => sum + timeShare, 0),
			flopShare: own.reduce((sum, { flopShare }) => sum + flopShare, 0)
		}))
		.sort((a, b) => b.ms - a.ms);
}

/** Time of a pass in which the GPU did not compute, ms. */
export type Overhead = Readonly<{ ms: number; eachMs: number }>;

/**
 * What asking for kernels costs: the median pass less what the GPU computed in one.
 *
 * @returns `null` where the GPU's clock is not known, or the difference is within the runs' scatter
 */
export function overheadOf({
	gpu,
	stats,
	calls
}: Pick<RunReport, 'gpu' | 'stats' | 'calls'>): Overhead | null {
	if (!gpu || calls === 0) return null;
	const ms = stats.median - gpu.sumMs;
	return ms > stats.iqr / 2 ? { ms, eachMs: ms / calls } : null;
}
