import { sum } from 'd3';
import { kindOf, type Kind } from '../../arch/ops.ts';
import type { Bound, Placed } from '../../count/roofline.ts';
import { percent } from '../../kit/format.ts';
import { duration } from './units.ts';

/** A piece of the bar: what the layers of one kind take while one thing holds them up. */
export type Piece = Readonly<{ kind: Kind; width: string; title: string }>;
/** All that one thing holds up. */
export type Half = Readonly<{
	bound: Bound;
	share: string;
	time: string;
	pieces: readonly Piece[];
}>;
export type KindTime = Readonly<{ kind: Kind; count: number; time: string; share: string }>;

/** Where the time goes at best. */
export type TimeShares = Readonly<{
	total: string;
	halves: readonly Half[];
	/** From the longest to the shortest. */
	kinds: readonly KindTime[];
}>;

export const BOUNDS: Readonly<Record<Bound, string>> = {
	compute: 'arithmetic',
	memory: 'memory'
};

const secondsOf = (placed: readonly Placed[]): number => sum(placed, ({ seconds }) => seconds);

function byKind(placed: readonly Placed[]): readonly (readonly [Kind, readonly Placed[]])[] {
	const groups = new Map<Kind, Placed[]>();
	for (const one of placed) {
		const kind = kindOf(one.layer.op, one.layer.in);
		groups.set(kind, [...(groups.get(kind) ?? []), one]);
	}
	return [...groups].sort(([, a], [, b]) => secondsOf(b) - secondsOf(a));
}

export function timeShares(placed: readonly Placed[]): TimeShares {
	const total = secondsOf(placed);
	const shareOf = (group: readonly Placed[]) => secondsOf(group) / (total || 1);
	const halves = (['compute', 'memory'] as const).map((bound): Half => {
		const own = placed.filter((one) => one.bound === bound);
		return {
			bound,
			share: percent(shareOf(own)),
			time: duration(secondsOf(own)),
			pieces: byKind(own).map(([kind, group]) => ({
				kind,
				width: `${100 * shareOf(group)}%`,
				title: `${kind}, bound by ${BOUNDS[bound]}: ${duration(secondsOf(group))}, ${percent(shareOf(group))}`
			}))
		};
	});
	const kinds = byKind(placed).map(([kind, group]) => ({
		kind,
		count: group.length,
		time: duration(secondsOf(group)),
		share: percent(shareOf(group))
	}));
	return { total: duration(total), halves, kinds };
}
