import { extent } from 'd3';
import type { Features } from '../../benchmark/inspect/inspect.ts';
import type { Channel } from '../../features/channels.ts';
import { channelMap, type ChannelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import type { Range } from './colours.ts';

/** Channel maps that are shown at once: a page of them. */
export const PAGE = 48;

/** Whether colours span each map's own values, or those of all channels. */
export type Span = 'own' | 'all';

/** A channel with its map, as it is drawn. */
export type ShownMap = Readonly<{ channel: Channel; map: ChannelMap; range: Range }>;

/** A map among others, small, to be chosen by its number. */
export type SmallMap = Readonly<{
	index: number;
	/** For a listener. */
	name: string;
	/** Under it. */
	label: string;
	title: string;
	map: ChannelMap;
	range: Range;
	/** Colours of its own, on no scale. */
	pixels?: Uint8ClampedArray<ArrayBuffer>;
}>;

/** Whether every channel is a single number, so that all of them are one map of cells. */
export const isVector = ({ shape, values }: Features): boolean => values.length === shape.at(-1);

/** From the lowest value of all channels to the highest. */
export function wholeRange(channels: readonly Channel[]): Range {
	const [low = 0, high = 0] = extent(channels.flatMap((channel) => [channel.low, channel.high]));
	return [low, high];
}

/** Channels as maps, in their order. */
export function mapsOf(
	{ values, shape }: Features,
	placement: Placement,
	channels: readonly Channel[],
	range: Range | null
): readonly ShownMap[] {
	return channels.map((channel) => ({
		channel,
		map: channelMap(values, shape.at(-1) ?? 1, channel.index, placement),
		range: range ?? [channel.low, channel.high]
	}));
}

/** A vector as a map: its channels in reading order, about twice as wide as high. */
export function cellsOf({ values }: Features): ChannelMap {
	const columns = Math.ceil(Math.sqrt(2 * values.length));
	const rows = Math.ceil(values.length / columns);
	const cells = new Float32Array(rows * columns).fill(NaN);
	cells.set(values);
	return { rows, columns, values: cells, leading: new Float32Array() };
}

/** A cell of a map, counted from 0 at the top left. */
export type Cell = Readonly<{ row: number; column: number }>;

/** The cell at a place of the drawn map, as shares of its width and height. */
export function cellAt(x: number, y: number, { rows, columns }: ChannelMap): Cell {
	const within = (share: number, count: number) =>
		Math.max(0, Math.min(count - 1, Math.floor(share * count)));
	return { row: within(y, rows), column: within(x, columns) };
}

export const movedCell = (
	{ row, column }: Cell,
	rows: number,
	columns: number,
	map: ChannelMap
): Cell => ({
	row: Math.max(0, Math.min(map.rows - 1, row + rows)),
	column: Math.max(0, Math.min(map.columns - 1, column + columns))
});

export const valueAt = ({ values, columns }: ChannelMap, { row, column }: Cell): number =>
	values[row * columns + column] ?? NaN;
