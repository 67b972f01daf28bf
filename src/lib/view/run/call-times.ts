import type { Kind } from '../../arch/ops.ts';
import { printCells } from '../../export/csv.ts';
import type { Columns } from '../../export/layer-csv.ts';
import {
	gflops,
	gigabytes,
	overheadOf,
	type KindCalls,
	type TimedCall
} from '../../benchmark/report/achieved.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { exact, milliseconds, percent, si } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';

export const rateText = (call: Pick<TimedCall, 'flops' | 'ms'>): string =>
	call.flops === 0 || call.ms === 0 ? '' : `${si(gflops(call) * 1e9)}FLOP/s`;

export const trafficText = (call: Pick<TimedCall, 'bytes' | 'ms'>): string =>
	call.bytes === 0 || call.ms === 0 ? '' : `${si(gigabytes(call) * 1e9)}B/s`;

/** A gap between the shares that is worth a sentence. */
const LEAST_GAP = 0.03;

/** The lesson of a run: FLOPs do not tell the time. Names the kind whose time exceeds its FLOPs most. */
export function lessonOf(kinds: readonly KindCalls[]): string {
	const gap = ({ timeShare, flopShare }: KindCalls): number => timeShare - flopShare;
	const [worst] = [...kinds].sort((a, b) => gap(b) - gap(a));
	if (!worst || gap(worst) < LEAST_GAP)
		return 'Each kind of operation takes about its share of the FLOPs.';
	const { kind, flopShare, timeShare } = worst;
	return `${kind}: ${percent(flopShare)} of the FLOPs, ${percent(timeShare)} of the time.`;
}

/** How the times came about, and how fine they are. */
export function tellClock({ gpu, layerPasses, layerTimesAre }: RunReport): string {
	const passes = layerPasses === 1 ? 'one pass' : `${layerPasses} passes`;
	if (!gpu)
		return `Without GPU timestamps here: ${layerTimesAre} of ${passes}. Waiting takes time of its own, so the sum is more than a pass takes.`;
	const together =
		gpu.submits === 1 ? 'in one submission' : `in ${gpu.submits} submissions, to spare memory`;
	return `${layerTimesAre} of ${passes}, ${exact(gpu.dispatches)} dispatches ${together}. The clock steps by ${stepText(gpu.stepMs)}. Sum ${milliseconds(gpu.sumMs)}, first start to last end ${milliseconds(gpu.spanMs)}, on the page’s clock ${milliseconds(gpu.wallMs)}.`;
}

const stepText = (ms: number): string =>
	ms >= 1e-3 ? milliseconds(ms) : `${exact(Math.round(ms * 1e6))} ns`;

/** What asking for the kernels costs beside computing them. */
export function tellOverhead(report: RunReport): string {
	if (!report.gpu) return '';
	const overhead = overheadOf(report);
	if (!overhead)
		return 'What asking for the kernels costs is within the scatter of the runs: the GPU computes for all of a pass.';
	return `Of the median pass of ${milliseconds(report.stats.median)} the GPU computes ${milliseconds(report.gpu.sumMs)}; the rest is ${milliseconds(overhead.eachMs)} for each of ${exact(report.calls)} dispatches, read-back included.`;
}

/** What a call computes, in the order of its layers. */
export const togetherText = ({ layers: [, ...then] }: TimedCall): string =>
	then.length === 0 ? '' : `with ${then.map(({ path }) => path.split('.').at(-1)).join(', ')}`;

/** A name that fits a cell: constants stay in the file. */
const kernelName = (kernel: string): string => /^[a-z-]+[0-9]*/i.exec(kernel)?.[0] ?? kernel;

/** What a call took and reached, and what each of its kernels took. */
export const callFacts = (call: TimedCall): readonly Fact[] => [
	{ name: 'time', value: `${milliseconds(call.ms)}, ${percent(call.timeShare)}` },
	{ name: 'share of FLOPs', value: percent(call.flopShare) },
	...[
		{ name: 'achieved', value: rateText(call) },
		{ name: 'moved', value: trafficText(call) }
	].filter(({ value }) => value !== ''),
	...call.kernels.map(({ kernel, ms }) => ({
		...{ name: kernelName(kernel), title: kernel },
		value: milliseconds(ms)
	}))
];

export type Longest = Readonly<{ call: TimedCall; kind: Kind; kernels: string }>;

const LONGEST = 12;

/** The calls that took longest. */
export const longestCalls = (calls: readonly TimedCall[]): readonly Longest[] =>
	[...calls]
		.sort((a, b) => b.ms - a.ms)
		.slice(0, LONGEST)
		.map((call) => ({
			call,
			kind: call.kind,
			kernels: [...new Set(call.kernels.map(({ kernel }) => kernelName(kernel)))].join(', ')
		}));

/** Every call as a line, numbers in full. */
export const callsTable = (calls: readonly TimedCall[], separator: ',' | '\t'): string =>
	printCells(
		[
			[
				'path',
				'with',
				'kind',
				'kernels',
				'ms',
				'flops',
				'bytes',
				'gflops_per_s',
				'gb_per_s',
				'time_share',
				'flop_share'
			],
			...calls.map((call) => [
				call.path,
				call.layers
					.slice(1)
					.map(({ path }) => path)
					.join(' '),
				call.kind,
				call.kernels.map(({ kernel }) => kernel).join(' '),
				call.ms,
				call.flops,
				call.bytes,
				gflops(call),
				gigabytes(call),
				call.timeShare,
				call.flopShare
			])
		],
		separator
	);

/** Every kind as a line, numbers in full. */
export const kindsTable = (kinds: readonly KindCalls[], separator: ',' | '\t'): string =>
	printCells(
		[
			[
				...['kind', 'calls', 'ms', 'flops', 'bytes', 'gflops_per_s', 'gb_per_s'],
				...['time_share', 'flop_share']
			],
			...kinds.map((kind) => [
				kind.kind,
				kind.calls,
				kind.ms,
				kind.flops,
				kind.bytes,
				gflops(kind),
				gigabytes(kind),
				kind.timeShare,
				kind.flopShare
			])
		],
		separator
	);

/** Times for the layers' own file: a call's stand at its first layer, the others name that. */
export function callColumns(calls: readonly TimedCall[]): Columns {
	const byPath = new Map(
		calls.flatMap((call) => call.layers.map(({ path }) => [path, call] as const))
	);
	return {
		names: ['ms', 'gflops_per_s', 'gb_per_s', 'in_call_of'],
		of({ path }) {
			const call = byPath.get(path);
			if (!call) return ['', '', '', ''];
			if (call.path !== path) return ['', '', '', call.path];
			return [call.ms, gflops(call), gigabytes(call), path];
		}
	};
}
