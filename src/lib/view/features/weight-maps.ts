import { max } from 'd3';
import type { Weight } from '../../arch/ops.ts';
import type { ChannelMap } from '../../features/maps.ts';
import { channelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import { positionAt, type Place } from '../../features/places.ts';
import {
	biasOf,
	filterOf,
	kernelOf,
	pictureKind,
	similarities,
	type PictureKind
} from '../../features/weight-pictures.ts';
import type { Range } from './colours.ts';
import { valueText } from './statistic-text.ts';
import { PAGE, type Cell } from './shown-maps.ts';
import type { FoundWeight } from './weights.svelte.ts';

/** One of the maps that a weight is shown as. */
export type WeightMap = Readonly<{
	index: number;
	/** For a listener, and under it. */
	name: string;
	label: string;
	map: ChannelMap;
	range: Range;
	/** Its own colours, where it is not on the scale. */
	pixels?: Uint8ClampedArray<ArrayBuffer>;
	/** A cell in words, with what is there. */
	tell: (cell: Cell) => string;
}>;

/** Maps of a weight, made when they are asked for. */
export type WeightMaps = Readonly<{
	kind: PictureKind;
	count: number;
	at: (index: number) => WeightMap;
}>;

const cellText = ({ row, column }: Cell): string => `row ${row + 1}, column ${column + 1}`;

/** As far to both sides of 0. */
function around(values: Float32Array): Range {
	const most = max(values, Math.abs) ?? 0;
	return [-most, most];
}

const valueIn = ({ values, columns }: ChannelMap, { row, column }: Cell): string =>
	valueText(values[row * columns + column] ?? NaN);

const steps = (by: number, back: string, forth: string): string =>
	by === 0 ? '' : `${Math.abs(by)} ${by < 0 ? back : forth}`;

/** Where a key lies from its query, which is in the middle. */
function fromQuery({ rows, columns }: ChannelMap, { row, column }: Cell): string {
	const down = steps(row - (rows - 1) / 2, 'up', 'down');
	const across = steps(column - (columns - 1) / 2, 'left', 'right');
	return [down, across].filter((text) => text !== '').join(', ') || 'the query itself';
}

/** What a weight is shown as; `null` where nothing of it is, or where a place is to be chosen first. */
export function weightMaps({ place, read }: FoundWeight): WeightMaps | null {
	const { layer, index } = place;
	const { pictured } = read;
	const weight: Weight | undefined = layer.weights[index];
	const kind = weight ? pictureKind(layer, weight) : null;
	if (!weight || !pictured || kind === null || kind === 'positions') return null;
	const shaped = (of: number, name: string, map: ChannelMap, tell: WeightMap['tell']) => ({
		...{ index: of, name: `${name} ${of}`, label: `${of}`, map, range: around(map.values), tell }
	});
	if (kind === 'bias') {
		const count = layer.op.kind === 'attention' ? layer.op.heads : 0;
		const at = (head: number): WeightMap => {
			const map = biasOf(pictured, layer, head);
			const tell = (cell: Cell) => `${fromQuery(map, cell)}: ${valueIn(map, cell)}`;
			const shown = shaped(head, 'Head', map, tell);
			return { ...shown, name: `Head ${head + 1}`, label: `${head + 1}` };
		};
		return { kind, count, at };
	}
	const count = weight.shape[0] ?? 0;
	if (kind === 'kernels') {
		const at = (channel: number): WeightMap => {
			const map = kernelOf(pictured, weight.shape, channel);
			return shaped(channel, 'Channel', map, (cell) => `${cellText(cell)}: ${valueIn(map, cell)}`);
		};
		return { kind, count, at };
	}
	const at = (channel: number): WeightMap => {
		const { map, pixels, colours } = filterOf(pictured, weight.shape, channel);
		const tell = (cell: Cell): string => {
			const [red, green, blue] = (colours[cell.row * map.columns + cell.column] ?? []).map(
				valueText
			);
			return `${cellText(cell)}: red ${red}, green ${green}, blue ${blue}`;
		};
		return { ...shaped(channel, 'Filter', map, tell), pixels };
	};
	return { kind, count, at };
}

/** Maps that are shown at once. */
export const pageOf = ({ count, at }: WeightMaps, page: number): readonly WeightMap[] =>
	Array.from({ length: Math.min(PAGE, count - page * PAGE) }, (_, i) => at(page * PAGE + i));

/** How alike the embedding of every position is to that of one place. */
export function similarityMap({ place, read }: FoundWeight, placement: Placement, from: Place) {
	if (!read.pictured || placement.kind !== 'map') return null;
	const channels = place.layer.in.at(-1) ?? 1;
	const values = similarities(read.pictured, channels, positionAt(placement, from));
	return channelMap(values, 1, 0, placement);
}
