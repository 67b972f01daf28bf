import type { Tick } from '../../draw/chart/frame.ts';
import { ticksOf, type AxisScale } from '../../draw/chart/scales.ts';
import { exact } from '../format.ts';

/** A value along an axis, short: in units of `factor`. */
export const tickText = ({ factor }: Readonly<{ factor: number }>, value: number): string =>
	exact(Number((value / factor).toPrecision(4)));

/** Ticks on the page, px, each with `room` px for its label. */
export const ticksAlong = (
	scale: AxisScale,
	log: boolean,
	room: number,
	print: (value: number) => string
): readonly Tick[] =>
	ticksOf(scale, log, room).map((value) => ({
		at: Math.round(scale(value) * 10) / 10,
		text: print(value)
	}));
