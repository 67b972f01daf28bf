import { examine, presetDesign } from '../../src/lib/arch/design.ts';
import type { Kind } from '../../src/lib/arch/ops.ts';
import { callsByKind, gflops, timedCalls } from '../../src/lib/benchmark/report/achieved.ts';
import { subjectOf, type Result } from './live-results.ts';
import { RUNTIMES, type Request } from './measurement.ts';

/** Kinds whose calls are products, with what is fused to them. */
const PRODUCTS: ReadonlySet<Kind> = new Set([
	'dense conv',
	'grouped conv',
	'pointwise',
	'classifier'
]);

export const SHARES_HEADER = [
	'network',
	'runtime',
	'calls',
	'share of time',
	'GFLOP/s',
	'of peak'
] as const;

function layersOf({ preset, input }: Request) {
	const design = presetDesign(preset);
	const sized = input === undefined ? {} : { input };
	const examined = design && examine({ ...design, config: { ...design.config, ...sized } });
	return examined?.ok ? examined.network.layers : [];
}

/** Rows of a result whose layers were timed: its products together, then each kind of call. */
export function sharesOf(result: Result): readonly (readonly string[])[] {
	if (!('measured' in result) || !result.measured.layers) return [];
	const { request } = result;
	const { times, peakFlops } = result.measured.layers;
	const kinds = callsByKind(timedCalls({ layerTimes: times, batch: 1 }, layersOf(request)));
	const products = kinds.filter(({ kind }) => PRODUCTS.has(kind));
	const total = kinds.reduce((sum, { ms }) => sum + ms, 0);
	const sum = (read: (of: (typeof kinds)[number]) => number) =>
		products.reduce((all, one) => all + read(one), 0);
	const row = (calls: string, of: Readonly<{ flops: number; ms: number }>) => [
		subjectOf(request),
		RUNTIMES[request.runtime].label,
		calls,
		`${((100 * of.ms) / total).toFixed(0)}%`,
		gflops(of).toFixed(1),
		`${((1e11 * gflops(of)) / peakFlops).toFixed(0)}%`
	];
	return [
		row('all products', { flops: sum(({ flops }) => flops), ms: sum(({ ms }) => ms) }),
		...kinds.map((of) => row(`${of.kind} (${of.calls})`, of))
	];
}
