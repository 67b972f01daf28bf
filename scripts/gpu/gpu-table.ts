import { median, statsOf } from '../../src/lib/stats/quantiles.ts';
import type { DevicePeaks } from './device-peaks.ts';
import { VARIANTS, type GpuMeasurement, type GpuRequest } from './measure-network.ts';

/** A cell of the benchmark: a measurement, or why there is none. */
export type GpuResult = Readonly<{ request: GpuRequest }> &
	Readonly<{ measured: GpuMeasurement } | { failed: string }>;

export const GPU_HEADER = [
	'network',
	'kernels',
	'first run',
	'then, median',
	'IQR',
	'runs',
	'on the GPU’s clock',
	'over stock',
	'GFLOP/s',
	'products',
	'of peak',
	'dispatches',
	'peak',
	'output off by'
] as const;

const ms = (value: number): string => {
	if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
	return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
};

/** 10^9 a second. */
const giga = (perSecond: number): string =>
	perSecond < 1e11 ? (perSecond / 1e9).toFixed(1) : Math.round(perSecond / 1e9).toString();

const errorText = ({ error, passed, precision }: GpuMeasurement): string => {
	if (precision) return `${precision.distance.toExponential(1)} of f32’s RMS`;
	if (error === null) return 'not on file';
	return passed ? error.toExponential(1) : `${error.toExponential(1)}, wrong`;
};

/** How long ours takes of what stock takes for the same. */
function overStock(result: GpuResult, all: readonly GpuResult[]): string {
	const { variant, preset, input, batch } = result.request;
	if (variant === 'stock' || !('measured' in result)) return '';
	const stock = all.find(
		({ request }) =>
			request.variant === 'stock' &&
			request.preset === preset &&
			request.input === input &&
			request.batch === batch
	);
	if (!stock || !('measured' in stock)) return '';
	return (median(result.measured.samples) / median(stock.measured.samples)).toFixed(3);
}

/** A row of the table. @param peaks without them no shares of them are told */
export function gpuRow(
	result: GpuResult,
	all: readonly GpuResult[],
	peaks: DevicePeaks | null
): readonly string[] {
	const { preset, input, variant } = result.request;
	const subject = input === undefined ? preset : `${preset} @${input}`;
	if ('failed' in result) return [subject, VARIANTS[variant].label, 'failed'];
	const { measured } = result;
	const { firstMs, samples, gpuMs, dispatches, peakBytes, flops, products } = measured;
	const stats = statsOf(samples);
	const rate = products && products.ms > 0 ? (1000 * products.flops) / products.ms : null;
	return [
		subject,
		VARIANTS[variant].label,
		ms(firstMs),
		ms(stats.median),
		samples.length > 1 ? ms(stats.iqr) : '',
		String(samples.length),
		gpuMs === null ? 'no timestamps' : ms(gpuMs),
		overStock(result, all),
		giga((1000 * flops) / stats.median),
		rate === null ? '' : giga(rate),
		rate === null || !peaks ? '' : `${((100 * rate) / peaks.product.perSecond).toFixed(0)}%`,
		String(dispatches),
		`${Math.round(peakBytes / 1e6)} MB`,
		errorText(measured)
	];
}

/** What the device reaches at best, as text. */
export const tellPeaks = ({ arithmetic, memory, product }: DevicePeaks): string =>
	[
		`Peaks, measured: ${giga(arithmetic.perSecond)} GFLOP/s in registers (${arithmetic.by});`,
		`${giga(product.perSecond)} GFLOP/s in our products (${product.by}), ${((100 * product.perSecond) / arithmetic.perSecond).toFixed(0)}% of that;`,
		`${giga(memory.perSecond)} GB/s read plus written (${memory.by}).`
	].join(' ');
