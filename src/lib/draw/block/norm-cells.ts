/** Which numbers of a batch share one mean and one variance. */
export const NORMS = ['batch', 'layer', 'group'] as const;
export type Norm = (typeof NORMS)[number];

/** A batch small enough to draw: images of a few channels on a small map. */
export const TENSOR = { images: 3, channels: 6, side: 3, groups: 2 } as const;

export type Cell = Readonly<{ image: number; channel: number; place: number }>;

const PLACES = TENSOR.side ** 2;

/** A fixed number for a cell, different in each channel and image, as feature maps are. */
function valueAt({ image, channel, place }: Cell): number {
	const wave = Math.sin(1.7 * place + 2.3 * channel + 0.9 * image);
	return (channel - 2) * 0.8 + (image - 1) * 0.5 + wave;
}

/** All cells, image by image, channel by channel. */
export const cells: readonly Cell[] = Array.from({ length: TENSOR.images }, (_, image) =>
	Array.from({ length: TENSOR.channels }, (_, channel) =>
		Array.from({ length: PLACES }, (_, place): Cell => ({ image, channel, place }))
	).flat()
).flat();

const groupOf = ({ channel }: Cell): number =>
	Math.floor((channel * TENSOR.groups) / TENSOR.channels);

/**
 * Whether a norm computes its statistics for one cell from another as well. GroupNorm takes the
 * whole map of its channels; ConvNeXt's LayerNorm takes one place.
 */
export function isShared(norm: Norm, a: Cell, b: Cell): boolean {
	switch (norm) {
		case 'batch':
			return a.channel === b.channel;
		case 'layer':
			return a.image === b.image && a.place === b.place;
		case 'group':
			return a.image === b.image && groupOf(a) === groupOf(b);
	}
}

export type Statistics = Readonly<{
	/** Numbers that go into one mean. */
	members: number;
	/** Means that the whole batch has. */
	windows: number;
	mean: number;
	variance: number;
	value: number;
	/** The value with mean 0 and variance 1 among its window, before the learned scale and shift. */
	normalized: number;
}>;

/** The statistics of the window that a cell lies in. */
export function statisticsAt(norm: Norm, cell: Cell): Statistics {
	const values = cells.filter((other) => isShared(norm, cell, other)).map(valueAt);
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	const value = valueAt(cell);
	return {
		members: values.length,
		windows: cells.length / values.length,
		mean,
		variance,
		value,
		normalized: (value - mean) / Math.sqrt(variance + 1e-6)
	};
}

/** Where a cell is drawn: images side by side, channels below one another, each map as a row. */
export function position({ image, channel, place }: Cell): Readonly<{ x: number; y: number }> {
	return { x: image * (PLACES + 1.2) + place, y: channel * 1.25 };
}

export const EXTENT = {
	width: TENSOR.images * (PLACES + 1.2) - 1.2,
	height: (TENSOR.channels - 1) * 1.25 + 1
} as const;
