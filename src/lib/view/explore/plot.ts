import { metrics } from '../../count/metrics.ts';
import { css } from '../../draw/palette.ts';
import { familyMark } from '../../draw/chart/family-marks.ts';
import {
	scatterFrame,
	type Area,
	type ChartFrame,
	type Point,
	type Tick
} from '../../draw/chart/frame.ts';
import { placeLabels, type PlacedLabel, type Spot } from '../../draw/chart/labels.ts';
import { scaleOf, type AxisScale, type Range } from '../../draw/chart/scales.ts';
import type { Axes, Axis } from '../../explore/axes.ts';
import type { Limit } from '../../explore/query.ts';
import type { Cloud } from '../../state/cloud.svelte.ts';
import { areaOf } from '../../draw/chart/area.ts';
import { ticksAlong, tickText } from '../../kit/chart/ticks.ts';
import type { Landmark } from './landmarks.ts';

export type LandmarkDot = Spot & Readonly<{ label: string; d: string; colour: string }>;

/** Everything that is drawn of a set. */
export type CloudPlot = Readonly<{
	frame: ChartFrame;
	x: AxisScale;
	y: AxisScale;
	xTicks: readonly Tick[];
	yTicks: readonly Tick[];
	/** Places of all designs, px; `NaN` for those that have no place. */
	px: Float32Array;
	py: Float32Array;
	/** Designs as dots, several paths so that where many lie it is darker. */
	layers: readonly string[];
	/** Those that the ranges do not let through. */
	faint: string;
	/** The front as steps, and its designs as dots. */
	steps: string;
	front: string;
	landmarks: readonly LandmarkDot[];
	labels: readonly PlacedLabel[];
	area: Area | null;
	/** Designs that lack one of the two metrics, or whose metric has no end. */
	unplaced: number;
}>;

const LAYERS = 4;

function extent(values: Float64Array): readonly number[] {
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	return low <= high ? [low, high] : [];
}

function places(values: Float64Array, scale: AxisScale): Float32Array {
	const placed = new Float32Array(values.length);
	for (let i = 0; i < placed.length; i++) {
		const value = values[i] ?? NaN;
		placed[i] = Number.isFinite(value) ? scale(value) : NaN;
	}
	return placed;
}

/** Dots as one path: lines of no length with round ends. */
function dots(indices: Iterable<number>, px: Float32Array, py: Float32Array): string {
	let d = '';
	for (const i of indices) {
		const [x = NaN, y = NaN] = [px[i], py[i]];
		if (!Number.isNaN(x) && !Number.isNaN(y)) d += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
	}
	return d;
}

/** Between two designs of the front nothing is known to be better: a step, not a slope. */
function stepsOf(front: readonly number[], px: Float32Array, py: Float32Array): string {
	return front
		.filter((i) => !Number.isNaN(px[i]) && !Number.isNaN(py[i]))
		.map((i, at) => {
			const [x, y] = [(px[i] ?? 0).toFixed(1), (py[i] ?? 0).toFixed(1)];
			return at === 0 ? `M${x},${y}` : `H${x}V${y}`;
		})
		.join('');
}

const toRange = (range: Limit | null, { factor }: Readonly<{ factor: number }>): Range | null =>
	range && [range[0] * factor, range[1] * factor];

function landmarkDots(
	landmarks: readonly Landmark[],
	axes: Axes,
	x: AxisScale,
	y: AxisScale
): readonly LandmarkDot[] {
	const value = ({ metrics }: Landmark, { name }: Axis) => (name === 'time' ? NaN : metrics[name]);
	const inside = (scale: AxisScale, at: number) => {
		const [low = 0, high = 0] = scale.domain();
		return at >= low && at <= high;
	};
	return landmarks.flatMap((landmark): LandmarkDot[] => {
		const [across, up] = [value(landmark, axes.x), value(landmark, axes.y)];
		if (!inside(x, across) || !inside(y, up)) return [];
		const { d, hue } = familyMark(landmark.group);
		const { id, label } = landmark;
		return [{ id, label, d, colour: css(hue), x: x(across), y: y(up), radius: 5 }];
	});
}

/** Lays a set out for a width. */
export function plotCloud(
	cloud: Cloud,
	axes: Axes,
	landmarks: readonly Landmark[],
	width: number
): CloudPlot {
	const frame = scatterFrame(width);
	const foot = frame.height - frame.bottom;
	const [across, up] = [extent(cloud.x), extent(cloud.y)];
	const x = scaleOf(across, axes.x.log, [frame.left, width - frame.right]);
	const y = scaleOf(up, axes.y.log, [foot, frame.top]);
	const ticks = (scale: AxisScale, { log, name }: Axis, room: number) =>
		ticksAlong(scale, log, room, (value) => tickText(metrics[name], value));
	const [px, py] = [places(cloud.x, x), places(cloud.y, y)];
	const through = new Set(cloud.shown);
	const known = landmarkDots(landmarks, axes, x, y);
	const named = known.map(({ label, ...spot }) => ({
		...{ ...spot, text: label, important: spot.id === 'base' }
	}));
	const [acrossKind, upKind] = [metrics[axes.x.name], metrics[axes.y.name]];
	const all = Array.from({ length: px.length }, (_, i) => i);
	return {
		...{ frame, x, y, px, py },
		// Before there is a design, an axis has no ends that could be named.
		xTicks: across.length > 0 ? ticks(x, axes.x, 56) : [],
		yTicks: up.length > 0 ? ticks(y, axes.y, 44) : [],
		layers: Array.from({ length: LAYERS }, (_, layer) =>
			dots(
				cloud.shown.filter((i) => i % LAYERS === layer),
				px,
				py
			)
		),
		faint: dots(
			all.filter((i) => !through.has(i)),
			px,
			py
		),
		steps: stepsOf(cloud.front, px, py),
		front: dots(cloud.front, px, py),
		landmarks: known,
		labels: placeLabels(named, known, frame),
		area: areaOf(toRange(axes.x.range, acrossKind), toRange(axes.y.range, upKind), { x, y }, frame),
		unplaced: all.filter((i) => Number.isNaN((px[i] ?? 0) + (py[i] ?? 0))).length
	};
}

/** The design nearest to a place on the page, within reach; those of the front come first. */
export function designUnder(
	{ px, py }: CloudPlot,
	front: readonly number[],
	at: Point,
	reach: number
): number | null {
	let best: number | null = null;
	let nearest = reach;
	const look = (i: number, bonus: number) => {
		const distance = Math.hypot((px[i] ?? NaN) - at.x, (py[i] ?? NaN) - at.y) - bonus;
		if (distance < nearest) [best, nearest] = [i, distance];
	};
	for (const i of front) look(i, 4);
	for (let i = 0; i < px.length; i++) look(i, 0);
	return best;
}
