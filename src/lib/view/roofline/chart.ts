import { max, min, range, scaleLog, scaleSqrt, sum } from 'd3';
import { kindOf, KINDS, type Kind } from '../../arch/ops.ts';
import type { Device } from '../../count/devices.ts';
import { plotArea, type ChartFrame, type Point, type Tick } from '../../draw/chart/frame.ts';
import { nearest } from '../../draw/chart/nearest.ts';
import type { Precision } from '../../count/memory.ts';
import { peakOf, ridgeOf, type Placed } from '../../count/roofline.ts';
import type { TimedCall } from '../../benchmark/report/achieved.ts';
import { si } from '../../kit/format.ts';
import { byteRate, intensityText, operationRate } from './units.ts';

/** Room around the plot, px: rates stand on the left, intensities below. */
const LEFT = 44;
const RIGHT = 8;
const TOP = 22;
const BOTTOM = 36;
const HEIGHT = 294;

/** Layers of one kind at one place of the chart: identical blocks fall together. */
export type Spot = Readonly<{
	key: string;
	x: number;
	y: number;
	kind: Kind;
	paths: readonly string[];
	/** Size of the shape, px². */
	area: number;
	seconds: number;
}>;

type Text = Readonly<{ x: number; y: number; text: string }>;

/** A device's roof and the layers under it, on logarithmic axes. */
export type RoofChart = Readonly<{
	roof: string;
	ridge: Readonly<{ x: number; y: number; text: string; anchor: 'start' | 'end' }>;
	slope: Text & Readonly<{ angle: number }>;
	flat: Text;
	/** From the smallest time to the largest, so that small shapes lie above large ones. */
	spots: readonly Spot[];
	/** What kernel calls reached in a run, on the same axes. */
	reached: readonly Spot[];
	/** Whether convolutions came above the roof: they took fewer multiplications than are counted. */
	aboveRoof: boolean;
	/** Layers that compute nothing have no place on a logarithmic axis. */
	left: number;
	xTicks: readonly Tick[];
	yTicks: readonly Tick[];
	frame: ChartFrame;
}>;

const rounded = (value: number): number => Math.round(value * 10) / 10;

type Scale = (value: number) => number;

/** Marks at the powers of ten within two numbers. */
const ticks = (from: number, to: number, scale: Scale): readonly Tick[] =>
	range(Math.ceil(Math.log10(from)), Math.floor(Math.log10(to)) + 1).map((power) => ({
		at: rounded(scale(10 ** power)),
		text: si(10 ** power).replace(/\.0+(?= )/, '')
	}));

function spotsOf(placed: readonly Placed[], x: Scale, y: Scale): readonly Spot[] {
	const groups = new Map<string, Placed[]>();
	for (const one of placed) {
		const key = `${kindOf(one.layer.op, one.layer.in)} ${one.intensity} ${one.attainable}`;
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	const times = [...groups.values()].map((group) => sum(group, ({ seconds }) => seconds));
	const side = scaleSqrt([0, max(times) || 1], [5, 22]);
	const spots = [...groups].flatMap(([key, group], i): Spot[] => {
		const [first] = group;
		if (!first) return [];
		const seconds = times[i] ?? 0;
		return [
			{
				key,
				x: rounded(x(first.intensity)),
				y: rounded(y(first.attainable)),
				kind: kindOf(first.layer.op, first.layer.in),
				paths: group.map(({ layer }) => layer.path),
				area: rounded(side(seconds) ** 2),
				seconds
			}
		];
	});
	return spots.sort((a, b) => b.area - a.area);
}

const intensityOf = ({ flops, bytes }: TimedCall): number => flops / bytes;
/** Operations a second. */
const rateOf = ({ flops, ms }: TimedCall): number => (flops * 1000) / ms;

const reachedSpot = (call: TimedCall, x: Scale, y: Scale): Spot => ({
	key: `reached ${call.path}`,
	x: rounded(x(intensityOf(call))),
	y: rounded(y(rateOf(call))),
	kind: call.kind,
	paths: call.layers.map(({ path }) => path),
	area: 0,
	seconds: call.ms / 1000
});

export function roofChart(
	placed: readonly Placed[],
	device: Device,
	precision: Precision,
	width: number,
	calls: readonly TimedCall[] = []
): RoofChart {
	const [peak, ridge] = [peakOf(device, precision), ridgeOf(device, precision)];
	const working = placed.filter(({ operations }) => operations > 0);
	const intensities = [...working.map(({ intensity }) => intensity), ...calls.map(intensityOf)];
	const least = Math.min(min(intensities) ?? ridge, ridge / 10) / 1.7;
	const most = Math.max(max(intensities) ?? ridge, ridge * 10) * 1.7;
	const frame = { width, height: HEIGHT, left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM };
	const { x1: right, y1: floor } = plotArea(frame);
	const x = scaleLog([least, most], [LEFT, right]);
	const lowest = Math.min(least * device.bandwidth, (min(calls, rateOf) ?? Infinity) / 1.7);
	const highest = Math.max(peak, max(calls, rateOf) ?? 0) * 2;
	const y = scaleLog([lowest, highest], [floor, TOP]);
	const [from, corner, end] = [y(least * device.bandwidth), x(ridge), y(peak)];
	const angle = (Math.atan2(end - from, corner - LEFT) * 180) / Math.PI;
	return {
		roof: `M${LEFT},${rounded(from)}L${rounded(corner)},${rounded(end)}H${rounded(right)}`,
		ridge: {
			x: rounded(corner),
			y: rounded(end),
			text: `ridge ${intensityText(ridge)}`,
			anchor: corner > width / 2 ? 'end' : 'start'
		},
		slope: {
			x: rounded(LEFT + (corner - LEFT) * 0.5),
			y: rounded(from + (end - from) * 0.5),
			text: byteRate(device.bandwidth),
			angle: rounded(angle)
		},
		flat: { x: rounded(right), y: 12, text: `at most ${operationRate(peak)} in ${precision}` },
		spots: spotsOf(working, x, y),
		reached: calls.map((call) => reachedSpot(call, x, y)),
		aboveRoof: calls.some((call) => call.kind === 'dense conv' && rateOf(call) > peak),
		left: placed.length - working.length,
		xTicks: ticks(least, most, x),
		yTicks: ticks(lowest, highest, y),
		frame
	};
}

/** How near a pointer must be to a spot, px. */
const REACH = 26;

/** The spot nearest to a place of the chart. */
export const spotAt = ({ spots, reached }: RoofChart, at: Point): Spot | null =>
	nearest([...spots, ...reached], at, REACH);

/** The layer that a click on a spot chooses: its first, or the one after the chosen one. */
export function nextIn({ paths }: Spot, selected: string | null): string | null {
	const at = selected === null ? -1 : paths.indexOf(selected);
	return paths[(at + 1) % paths.length] ?? null;
}

/** The spot beside the chosen layer's in order of intensity. */
export function besideSpot(
	{ spots }: RoofChart,
	selected: string | null,
	step: 1 | -1
): Spot | null {
	const inOrder = [...spots].sort(
		(a, b) => a.x - b.x || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)
	);
	const at = inOrder.findIndex(({ paths }) => selected !== null && paths.includes(selected));
	return inOrder[at < 0 ? 0 : Math.max(0, Math.min(inOrder.length - 1, at + step))] ?? null;
}
