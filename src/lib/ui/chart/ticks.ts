import { ticksOf, type AxisScale } from '../../draw/chart/scatter.ts';
import { exact } from '../format.ts';

export type Tick = Readonly<{ at: number; text: string }>;

/** A value along an axis, short: in units of `factor`. */
export const tickText = ({ factor }: Readonly<{ factor: number }>, value: number): string =>
	exact(Number((value / factor).toPrecision(4)));

/** Ticks on the page, px, each with `room` px for its label. */
export const ticksAlong = (
	scale: AxisScale,
	log: boolean,
	room: number,
	unit: Readonly<{ factor: number }>
): readonly Tick[] =>
	ticksOf(scale, log, room).map((value) => ({
		at: Math.round(scale(value) * 10) / 10,
		text: tickText(unit, value)
	}));
