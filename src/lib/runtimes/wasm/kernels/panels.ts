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

/** Floats of weights in panels, with the zeros that fill the last one of each group. */
export function panelFloats(of: Panels): number {
	const panel = panelOf(of);
	return of.groups * Math.ceil(of.out / of.groups / panel) * panel * of.taps * of.into;
}

/**
 * Weights `[out, in / groups, taps]` as a product reads them, in panels of so many columns:
 * `[groups, panels, taps, in / groups, panel]`.
 */
export function weightPanels(
	values: Float32Array,
	of: Panels,
	result: Float32Array = new Float32Array(panelFloats(of))
): Float32Array {
	const { out, into, taps, groups } = of;
	const panel = panelOf(of);
	const columns = out / groups;
	const panels = Math.ceil(columns / panel);
	if (result.length > values.length) result.fill(0);
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

/** What biases take in the same panels. */
export const biasPanels = (of: Panels): Panels => ({ ...of, into: 1, taps: 1 });
