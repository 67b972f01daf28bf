import type { Shape } from '../../arch/net.ts';
import type { Kind } from '../../arch/ops.ts';
import type { CountedLayer } from '../../count/counted.ts';
import type { JoinPlace } from '../structure.ts';

/** What a network is read at, from far to near. */
export const LEVELS = ['section', 'part', 'layer'] as const;
export type Level = (typeof LEVELS)[number];

/** Metrics that sum over layers, one track each along the axis; `count` is in the chosen convention. */
export const TRACK_METRICS = ['count', 'params', 'activations', 'time'] as const;
export type TrackMetric = (typeof TRACK_METRICS)[number];
export type Values = Readonly<Record<TrackMetric, number>>;

/** A value for every track. */
export const valuesBy = (read: (metric: TrackMetric) => number): Values => ({
	count: read('count'),
	params: read('params'),
	activations: read('activations'),
	time: read('time')
});

/** An interval of the axis, in slots: one slot is the width of one layer that computes. */
export type Span = Readonly<{ x0: number; x1: number }>;

/** Sides of the map before and after an operation. */
export type Profile = Span & Readonly<{ enters: number; leaves: number }>;

export type LayerBox = Profile &
	Readonly<{
		id: string;
		layer: CountedLayer;
		kind: Kind;
		/** Whether it stands on a branch beside the main line. */
		beside: boolean;
		values: Values;
	}>;

export type PartBox = Span &
	Readonly<{
		id: string;
		name: string;
		kind: 'block' | 'downsample' | 'plain';
		/** Joins among its boxes in `layers`, numbered from `first`. */
		joins: readonly JoinPlace[];
		/** Ids of all blocks it stands for: more than one when it is a folded run. */
		blocks: readonly string[];
		/** Its boxes in `layers`, `end` exclusive. */
		first: number;
		end: number;
		channels: number;
		/** Sums of one block, also when folded. */
		values: Values;
	}>;

/** Whether no branch of a join goes around all layers: a shortcut has some of its own, such as a projection. */
export const isProjected = ({ joins }: PartBox): boolean =>
	joins.some(({ hasIdentity }) => !hasIdentity);

export type SectionBox = Span &
	Readonly<{
		id: string;
		name: string;
		/** The name where there is room for a number only. */
		mark: string;
		role: 'stem' | 'stage' | 'head';
		/** Its boxes in `parts`, `end` exclusive. */
		first: number;
		end: number;
		blocks: number;
		/** Blocks of the ghost's section, or null without a ghost. */
		ghostBlocks: number | null;
		/** Sums of the ghost's section. */
		ghostValues: Values | null;
		out: Shape;
		values: Values;
	}>;

/** A run of blocks that repeat `count` times, `period` of them in turn: it can be folded to those. */
export type RunBox = Span &
	Readonly<{ id: string; count: number; period: number; folded: boolean }>;

/** Sums of the ghost, and those of what stands in front of it, if anything does. */
export type Behind = Readonly<{ values: Values; front: Values | null }>;

/** One bar and one step of the ghost's outline. */
export type GhostLayer = Profile & Behind;

/** A block of the ghost, aligned with the block it stands behind. */
export type GhostBox = Span &
	Behind &
	Readonly<{
		id: string;
		/** Whether its outline shows: its map differs, or nothing stands in front of it. */
		outlined: boolean;
		layers: readonly GhostLayer[];
	}>;

export type Layout = Readonly<{
	sections: readonly SectionBox[];
	parts: readonly PartBox[];
	layers: readonly LayerBox[];
	runs: readonly RunBox[];
	ghosts: readonly GhostBox[];
	/** The axis runs from 0 to here. */
	length: number;
	/** The largest map side of network and ghost. */
	side: number;
	totals: Values;
}>;
