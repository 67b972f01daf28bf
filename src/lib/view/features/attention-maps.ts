import { max } from 'd3';
import type { Layer } from '../../arch/infer.ts';
import type { Features } from '../../benchmark/inspect/inspect.ts';
import { meanOf, pooledShares, sharesOf, windowOf } from '../../features/attention.ts';
import { channelMap, croppedTo, type ChannelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import {
	framesAround,
	placeOf,
	positionAt,
	type Frame,
	type Place
} from '../../features/places.ts';
import type { Range } from './colours.ts';

/**
 * What looks at the others: a place of the picture, a token that lies nowhere, by its number, or the one
 * that pools them all.
 */
export type Looking = Readonly<
	({ kind: 'place' } & Place) | { kind: 'token'; index: number } | { kind: 'pool' }
>;

/** What one head gives to every place, or the mean of all (`head: null`). */
export type HeadMap = Readonly<{ head: number | null; map: ChannelMap; range: Range }>;

/** How a position looks at the others. */
export type AttentionMaps = Readonly<{
	looking: Looking;
	/** The mean first, then head by head; of a rollout, which has no heads, one. */
	heads: readonly HeadMap[];
	/** What the window has of the picture, in one piece or at opposite edges; empty where all is seen. */
	frames: readonly Frame[];
	/** Cells of the window that are padding. */
	padding: readonly number[];
	/** Shares of each head that go to padding, in the same order. */
	lost: readonly number[];
}>;

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));

/** The place in the middle of the picture. */
export function middleOf(placement: Placement): Looking {
	const [rows, columns] = placement.kind === 'map' ? placement.onPicture : [1, 1];
	return { kind: 'place', row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
}

/** What looks in a layer: the same place or token where there is one, else what leads, or the middle. */
export function looksFrom(looking: Looking | null, placement: Placement): Looking {
	if (placement.kind === 'vector') return { kind: 'token', index: 0 };
	const { onPicture, leading } = placement;
	const [rows, columns] = onPicture;
	if (looking?.kind === 'token' && looking.index < leading.length) return looking;
	if (looking?.kind === 'place') {
		const [row, column] = [clamp(looking.row, rows), clamp(looking.column, columns)];
		return { kind: 'place', row, column };
	}
	if (leading.length > 0) return { kind: 'token', index: 0 };
	return middleOf(placement);
}

const mapped = (shares: Float32Array, placement: Placement, head: number | null): HeadMap => {
	const map = channelMap(shares, 1, 0, placement);
	return { head, map, range: [0, max(map.values) ?? 0] };
};

/** The mean of all heads, then head by head. */
const headMaps = (shares: readonly Float32Array[], placement: Placement): readonly HeadMap[] =>
	[meanOf(shares), ...shares].map((one, i) => mapped(one, placement, i === 0 ? null : i - 1));

const indexOf = (looking: Looking): number => (looking.kind === 'token' ? looking.index : 0);

const sumAt = (shares: Float32Array, positions: readonly number[]): number =>
	positions.reduce((sum, position) => sum + (shares[position] || 0), 0);

/** Attention of a position, or the class token's rollout; `null` where that was not asked yet. */
export function attentionMaps(
	{ path, attention }: Features,
	placement: Placement,
	{ op, path: at }: Layer,
	looking: Looking,
	rollout: boolean
): AttentionMaps | null {
	if (!attention || path !== at || placement.kind !== 'map') return null;
	if (op.kind === 'crossAttention' && attention.pooling) {
		const shares = pooledShares({ ...attention, ...attention.pooling, heads: op.heads });
		return {
			...{ looking: { kind: 'pool' }, frames: [], padding: [], lost: [0, ...shares.map(() => 0)] },
			heads: headMaps(shares, placement)
		};
	}
	if (op.kind !== 'attention' || attention.pooling) return null;
	if (rollout && attention.rollout) {
		const token = { kind: 'token', index: 0 } as const;
		const heads = [mapped(Float32Array.from(attention.rollout), placement, null)];
		return { looking: token, heads, frames: [], padding: [], lost: [0] };
	}
	const position = looking.kind === 'place' ? positionAt(placement, looking) : indexOf(looking);
	const shares = sharesOf({ ...attention, op }, position);
	const all = [meanOf(shares), ...shares];
	const { positions, hidden } = windowOf(op, attention.shape, position);
	const seen = positions.filter((_, i) => !hidden[i]);
	const places = seen.map((one) => placeOf(placement, one));
	const padding = seen.filter((one, i) => !places[i] && one >= placement.leading.length);
	return {
		looking,
		heads: headMaps(shares, placement),
		frames: op.window === null ? [] : framesAround(places.filter((place) => place !== null)),
		padding,
		lost: all.map((one) => sumAt(one, padding))
	};
}

/** What is drawn around: the window, and the place that looks. */
export const drawnAround = ({ frames, looking }: AttentionMaps): readonly Frame[] => [
	...frames,
	...framesAround(looking.kind === 'place' ? [looking] : [])
];

/** Heads to choose from, small: of a window in one piece what lies in it. */
export function smallHeads({ heads, frames }: AttentionMaps): readonly HeadMap[] {
	const [only, more] = frames;
	if (!only || more) return heads;
	return heads.map((head) => ({ ...head, map: croppedTo(head.map, only) }));
}
