import type { LayerOp, RotaryAngles } from '../net.ts';

type Rotary = LayerOp<'rotary'>;

/** Counted patches as EVA-02 and others do, or -2π to 2π over the image as DINOv3 does. */
function placeOf(at: number, size: number, angles: RotaryAngles): number {
	if ('learned' in angles) return at;
	if (angles.places === 'relative') return 2 * Math.PI * ((2 * (at + 0.5)) / size - 1);
	const { from, over } = angles.places;
	return over === 0 ? at + from : ((at + from) / size) * over;
}

/**
 * Angles of every patch, head and pair of channels, row-major; one head stands for all where they
 * do not differ.
 *
 * @param width channels of a head
 * @param learned `[2, heads, width / 2]`: how fast columns turn pairs, then how fast rows do
 */
function anglesOf({ grid, heads, angles }: Rotary, width: number, learned?: Float32Array) {
	const [rows, columns] = grid;
	const pairs = width / 2;
	const apart = learned ? heads : 1;
	const result = new Float32Array(rows * columns * apart * pairs);
	const bands = Array.from({ length: pairs / 2 }, (_, i) =>
		'learned' in angles ? 0 : Math.fround(angles.base ** (-i / (pairs / 2)))
	);
	let at = 0;
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++) {
			const [down, across] = [placeOf(row, rows, angles), placeOf(column, columns, angles)];
			const rowsFirst = 'learned' in angles || angles.along === 'rows first';
			const [first, second] = rowsFirst ? [down, across] : [across, down];
			for (let i = 0; i < apart * pairs; i++, at++)
				result[at] = learned
					? across * (learned[i] ?? 0) + down * (learned[heads * pairs + i] ?? 0)
					: (i < pairs / 2 ? first : second) * (bands[i % (pairs / 2)] ?? 0);
		}
	return result;
}

/** What each channel is multiplied by, and what the other of its pair is that is then added. */
export type Turns = Readonly<{ cos: Float32Array; sin: Float32Array }>;

/**
 * Turns of every token, head and channel, row-major; one head stands for all where they do not differ.
 *
 * @param width channels of a head
 */
export function turnsOf(op: Rotary, width: number, learned?: Float32Array): Turns {
	const angles = anglesOf(op, width, learned);
	const pairs = width / 2;
	const heads = learned ? op.heads : 1;
	const before = op.skip * heads * width;
	const cos = new Float32Array(before + 2 * angles.length).fill(1);
	const sin = new Float32Array(before + 2 * angles.length);
	angles.forEach((angle, i) => {
		const pair = i % pairs;
		const start = before + 2 * (i - pair);
		const [one, other] =
			op.pairs === 'halves'
				? [start + pair, start + pair + pairs]
				: [start + 2 * pair, start + 2 * pair + 1];
		cos[one] = cos[other] = Math.cos(angle);
		sin[one] = -Math.sin(angle);
		sin[other] = Math.sin(angle);
	});
	return { cos, sin };
}
