import { max, min, scaleLinear } from 'd3';
import type { BridgeStep } from '../../count/conventions/bridge.ts';
import { exact, si } from '../../kit/format.ts';

/** One row of a bridge: a total from the axis' start, or a step from where the row before ended. */
export type WaterfallRow = Readonly<{
	label: string;
	kind: 'total' | 'more' | 'less';
	text: string;
	exactText: string;
	/** Place on the axis, in percent of its length. */
	left: number;
	width: number;
	/** Where this row ends and the next begins. */
	end: number;
}>;

export type Waterfall = Readonly<{
	rows: readonly WaterfallRow[];
	/** Where the axis starts, when that is not 0. */
	start: string | null;
}>;

type End = Readonly<{ label: string; total: number }>;

/**
 * A bridge from one total to another. The axis starts near the smaller one, so that steps of a few
 * thousandths can be seen; `start` says so.
 */
export function waterfall(from: End, steps: readonly BridgeStep[], to: End): Waterfall {
	const levels = [from.total];
	for (const { amount } of steps) levels.push((levels.at(-1) ?? 0) + amount);
	const [low, high] = [min(levels) ?? 0, max(levels) ?? 1];
	const room = high - low || high * 0.01;
	const origin = low - room > low / 2 ? low - room : 0;
	const x = scaleLinear([origin, high + room * 0.04], [0, 100]);

	const total = ({ label, total: value }: End): WaterfallRow => ({
		label,
		kind: 'total',
		text: si(value, 4),
		exactText: exact(value),
		left: 0,
		width: x(value),
		end: x(value)
	});
	const rows = steps.map(({ label, amount }, i): WaterfallRow => {
		const [before, after] = [x(levels[i] ?? 0), x(levels[i + 1] ?? 0)];
		return {
			label,
			kind: amount > 0 ? 'more' : 'less',
			text: `${amount > 0 ? '+' : '−'}${si(Math.abs(amount))}`,
			exactText: `${amount > 0 ? '+' : '−'}${exact(Math.abs(amount))}`,
			left: Math.min(before, after),
			width: Math.abs(after - before),
			end: after
		};
	});
	return {
		rows: [total(from), ...rows, total(to)],
		start: origin > 0 ? si(origin, 4) : null
	};
}
