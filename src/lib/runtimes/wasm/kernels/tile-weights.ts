/** Columns of a panel. */
const PANEL = 8;

/** Weights `[out, in, 9]` as `G g Gᵀ`, in panels of eight columns: `[16, panels, in, 8]`. */
export function tileWeights(
	values: Float32Array,
	out: number,
	into: number,
	result: Float32Array
): void {
	const plane = out * into;
	for (let left = 0; left < out; left += PANEL)
		for (let c = 0; c < into; c++)
			for (let o = left; o < left + PANEL; o++)
				spread(values, (o * into + c) * 9, result, left * into + c * PANEL + (o - left), plane);
}

/** Nine values as the sixteen that they come to, each in a plane of its own. */
function spread(
	from: Float32Array,
	at: number,
	to: Float32Array,
	into: number,
	plane: number
): void {
	const [top, middle, bottom] = [at, at + 3, at + 6];
	for (let i = 0, place = into; i < 4; i++, place += 4 * plane) {
		const a = line(from, top, middle, bottom, i);
		const b = line(from, top + 1, middle + 1, bottom + 1, i);
		const c = line(from, top + 2, middle + 2, bottom + 2, i);
		to[place] = a;
		to[place + plane] = (a + b + c) / 2;
		to[place + 2 * plane] = (a - b + c) / 2;
		to[place + 3 * plane] = c;
	}
}

/** One of the four values that three come to. */
function line(from: Float32Array, first: number, second: number, third: number, i: number): number {
	const a = from[first] as number;
	const c = from[third] as number;
	if (i === 0) return a;
	if (i === 3) return c;
	const b = from[second] as number;
	return (i === 1 ? a + b + c : a - b + c) / 2;
}
