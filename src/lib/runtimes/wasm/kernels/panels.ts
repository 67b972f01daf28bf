/** How the weights of a product lie. */
export type Panels = Readonly<{
	/** Output channels, of all groups. */
	out: number;
	/** Input channels of a group. */
	into: number;
	taps: number;
	groups: number;
}>;

/** Columns of a panel: four where a group has no more. */
export const panelOf = ({ out, groups }: Pick<Panels, 'out' | 'groups'>): number =>
	out / groups <= 4 ? 4 : 8;

/**
 * Weights `[out, in / groups, taps]` as a product reads them, in panels of so many columns:
 * `[groups, panels, taps, in / groups, panel]`. Zeros fill the last panel of each group.
 */
export function weightPanels(values: Float32Array, of: Panels): Float32Array<ArrayBuffer> {
	const { out, into, taps, groups } = of;
	const panel = panelOf(of);
	const columns = out / groups;
	const panels = Math.ceil(columns / panel);
	const result = new Float32Array(groups * panels * taps * into * panel);
	for (let o = 0; o < out; o++) {
		const column = o % columns;
		const place = Math.trunc(o / columns) * panels + Math.trunc(column / panel);
		const start = place * taps * into * panel + (column % panel);
		for (let c = 0; c < into; c++)
			for (let tap = 0; tap < taps; tap++)
				result[start + (tap * into + c) * panel] = values[(o * into + c) * taps + tap] ?? 0;
	}
	return result;
}

/** Biases in the same panels. */
export const biasPanels = (values: Float32Array, of: Panels): Float32Array<ArrayBuffer> =>
	weightPanels(values, { ...of, into: 1, taps: 1 });
