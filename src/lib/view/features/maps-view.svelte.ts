import type { Features } from '../../benchmark/inspect/inspect.ts';
import { channelsOf, inOrder, type Channel, type Order } from '../../features/channels.ts';
import type { ChannelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import type { Range } from './colours.ts';
import { tellChannel } from './feature-text.ts';
import {
	cellsOf,
	isVector,
	mapsOf,
	PAGE,
	wholeRange,
	type Cell,
	type ShownMap,
	type SmallMap,
	type Span
} from './shown-maps.ts';

/** What is shown of a layer's output, and where on the picture that lies. */
type Shown = Readonly<{
	features: Features;
	placement: Placement;
	/** Whether one picture follows another: channels then stay where they are. */
	moving?: boolean;
}>;

type Sorted = Readonly<{ path: string; order: Order; indices: readonly number[] }>;

/** The map that is shown large; `overPicture` where it may lie over the picture. */
export type Large = Readonly<{
	map: ChannelMap;
	range: Range;
	opacity: number;
	overPicture: boolean;
}>;

/** How a layer's output is looked at: order, page, colours and the channel that is shown large. */
export class MapsView {
	readonly #shown: () => Shown;
	#order = $state.raw<Order>('energy');
	#page = $state(0);
	/** Channels as they were sorted last, by their indices, and of which layer by what. */
	#before: Sorted | null = null;
	/** Place in the order of the channel that is shown large: it stays when another layer comes. */
	#rank = $state(0);
	span = $state.raw<Span>('own');
	/** Of the large map over the picture, from 0 to 1. */
	opacity = $state(0.7);

	readonly #channels = $derived.by(() => {
		const { values, shape } = this.#shown().features;
		return channelsOf(values, shape.at(-1) ?? 1);
	});
	readonly #whole = $derived.by(() => wholeRange(this.#channels));
	readonly #range = $derived.by(() => (this.span === 'all' ? this.#whole : null));
	readonly #sorted = $derived.by(() => this.#inPlace() ?? this.#sort());
	readonly #last = $derived.by(() => Math.max(0, Math.ceil(this.count / PAGE) - 1));
	/** Whether every channel is one number: they are then cells of one map. */
	readonly isVector = $derived.by(() => isVector(this.#shown().features));
	readonly hasPages = $derived.by(() => this.#last > 0);
	readonly page = $derived.by(() => Math.min(this.#page, this.#last));
	/** Maps of the page, in their order. */
	readonly maps = $derived.by((): readonly ShownMap[] =>
		this.#mapsOf(this.#sorted.slice(this.page * PAGE, (this.page + 1) * PAGE))
	);
	/** The same to choose from. */
	readonly small = $derived.by((): readonly SmallMap[] =>
		this.maps.map(({ channel, map, range }) => ({
			...{ index: channel.index, name: `Channel ${channel.index}`, label: `${channel.index}` },
			...{ title: tellChannel(channel), map, range }
		}))
	);
	/** The channel that is shown large; `null` where all are cells of one map. */
	readonly chosen = $derived.by((): ShownMap | null => {
		const best = this.#sorted[Math.min(this.#rank, this.#sorted.length - 1)];
		return best ? (this.#mapsOf([best])[0] ?? null) : null;
	});
	readonly large = $derived.by((): Large => {
		const { chosen, opacity } = this;
		const { features, placement } = this.#shown();
		return chosen
			? { map: chosen.map, range: chosen.range, opacity, overPicture: placement.kind === 'map' }
			: { map: cellsOf(features), range: this.#whole, opacity: 1, overPicture: false };
	});

	constructor(shown: () => Shown) {
		this.#shown = shown;
	}

	get order(): Order {
		return this.#order;
	}

	get count(): number {
		return this.#channels.length;
	}

	/** What a cell of the large map is called. */
	cellName = ({ row, column }: Cell): string =>
		this.chosen
			? `row ${row + 1}, column ${column + 1}`
			: `channel ${row * this.large.map.columns + column}`;

	/** Another order begins at its first page. */
	sortBy = (order: Order): void => {
		this.#order = order;
		this.#page = 0;
	};

	turnTo = (page: number): void => {
		this.#page = page;
	};

	/** Shows a channel large, by its index in the layer. */
	choose = (index: number): void => {
		this.#rank = this.#sorted.findIndex((channel) => channel.index === index);
	};

	#sort(): readonly Channel[] {
		const sorted = inOrder(this.#channels, this.#order);
		const { path } = this.#shown().features;
		this.#before = { path, order: this.#order, indices: sorted.map(({ index }) => index) };
		return sorted;
	}

	/** Channels where they were before; `null` where they may be sorted anew. */
	#inPlace(): readonly Channel[] | null {
		const { features, moving = false } = this.#shown();
		const { path, order, indices = [] } = this.#before ?? {};
		if (!moving || path !== features.path || order !== this.#order) return null;
		return indices.flatMap((index) => this.#channels[index] ?? []);
	}

	#mapsOf(channels: Parameters<typeof mapsOf>[2]): readonly ShownMap[] {
		const { features, placement } = this.#shown();
		return this.isVector ? [] : mapsOf(features, placement, channels, this.#range);
	}
}
