import { extent, line, scaleLog } from 'd3';
import { plotArea, type ChartFrame, type Tick } from '../../draw/chart/frame.ts';
import { ticksAlong } from '../../kit/chart/ticks.ts';
import { printCells } from '../../export/csv.ts';
import type { SweepPoint } from '../../benchmark/sweep/sweep.ts';
import { milliseconds, si } from '../../kit/format.ts';
import { quantile } from '../../stats/quantiles.ts';

/** One curve over batches, px. */
export type Curve = Readonly<{
	title: string;
	path: string;
	dots: readonly Readonly<{ batch: number; x: number; y: number; low: number; high: number }>[];
	xTicks: readonly Tick[];
	yTicks: readonly Tick[];
	frame: ChartFrame;
}>;

/** Room for labels and dots, px. */
const LEFT = 62;
const RIGHT = 14;
const TOP = 24;
const BOTTOM = 36;

type Spread = Readonly<{ middle: number; low: number; high: number }>;

/** Median and quartiles of a pass, ms. */
function spreadOf(samples: readonly number[]): Spread {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (share: number): number => quantile(sorted, share);
	return { middle: at(0.5), low: at(0.25), high: at(0.75) };
}

const latencyOf = ({ samples }: SweepPoint): Spread => spreadOf(samples);

const throughputOf = ({ samples, batch }: SweepPoint): Spread => {
	const rates = samples.map((ms) => (1000 * batch) / Math.max(ms, 1e-3));
	return spreadOf(rates);
};

function curve(
	title: string,
	points: readonly SweepPoint[],
	read: (point: SweepPoint) => Spread,
	print: (value: number) => string,
	[width, height]: readonly [number, number]
): Curve {
	const spreads = points.map(read);
	const [least = 1, most = 1] = extent(spreads.flatMap(({ low, high }) => [low, high]));
	const frame = { width, height, left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM };
	const { x0, x1, y0, y1 } = plotArea(frame);
	const y = scaleLog([least / 1.15, most * 1.15], [y1, y0]);
	const batches = points.map(({ batch }) => batch);
	const x = scaleLog([1, Math.max(2, ...batches)], [x0, x1]);
	const dots = points.flatMap(({ batch }, i) => {
		const spread = spreads[i];
		if (!spread) return [];
		const { middle, low, high } = spread;
		return [{ batch, x: x(batch), y: y(middle), low: y(low), high: y(high) }];
	});
	return {
		title,
		path:
			line<(typeof dots)[number]>(
				(dot) => dot.x,
				(dot) => dot.y
			)(dots) ?? '',
		dots,
		xTicks: batches.map((batch) => ({ at: x(batch), text: String(batch) })),
		yTicks: ticksAlong(y, true, 26, print),
		frame
	};
}

/** Time of a pass and images a second by batch, both axes logarithmic. */
export const sweepCurves = (
	points: readonly SweepPoint[],
	size: readonly [number, number]
): readonly Curve[] =>
	points.length === 0
		? []
		: [
				curve('Latency, a pass', points, latencyOf, milliseconds, size),
				curve('Throughput, images/s', points, throughputOf, (value) => si(value), size)
			];

/** A point in the words of a table. */
export function sweepRow(point: SweepPoint) {
	const [latency, rate] = [latencyOf(point), throughputOf(point)];
	return {
		batch: point.batch,
		latency: milliseconds(latency.middle),
		latencySpread: `${milliseconds(latency.low)} to ${milliseconds(latency.high)}`,
		rate: si(rate.middle),
		perImage: milliseconds(latency.middle / point.batch),
		runs: point.samples.length
	};
}

const HEAD = [
	'batch',
	'median_ms',
	'q1_ms',
	'q3_ms',
	'p10_ms',
	'p90_ms',
	'images_per_s',
	'runs',
	'peak_tensor_bytes'
];

/** Every batch as a line, numbers in full. */
export const sweepTable = (points: readonly SweepPoint[], separator: ',' | '\t'): string =>
	printCells(
		[
			HEAD,
			...points.map((point) => {
				const { middle, low, high } = latencyOf(point);
				const { batch, stats, imagesPerSecond, samples, peakTensorBytes } = point;
				return [
					batch,
					middle,
					low,
					high,
					stats.p10,
					stats.p90,
					imagesPerSecond,
					samples.length,
					peakTensorBytes
				];
			})
		],
		separator
	);
