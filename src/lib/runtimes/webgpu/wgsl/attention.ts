import type { Sides } from '../../../arch/net.ts';
import { range } from './unroll.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Softmax attention from packed queries, keys and values, `[.., 3C]` to `[.., C]`. */
export type Attending = Readonly<{
	/** Of a head's channels. */
	vectorWidth: VectorWidth;
	/** Channels of a head, in vectors. */
	depth: number;
	/** Queries of one thread: they share what it reads of keys and values. */
	queries: number;
	/** Sides of a window; `null` where all positions see each other. */
	window: Sides | null;
	/** Whether a shift brought positions from opposite edges into one window. */
	masks: boolean;
}>;

/** WGSL: where a position of the thread's window lies, counted in positions of all maps. */
const windowed = ([high, wide]: Sides): string => `
fn spot(frame : vec3<i32>, n : i32) -> vec2<i32> {
	return vec2<i32>(frame.y + n / ${wide}, frame.z + n % ${wide});
}
fn place(frame : vec3<i32>, n : i32) -> i32 {
	let at = spot(frame, n);
	let y = (at.x + uniforms.rollDown) % uniforms.height;
	let x0 = (at.y + uniforms.rollAcross) % uniforms.width;
	return (frame.x * uniforms.height + y) * uniforms.width + x0;
}
fn band(at : i32, size : i32, window : i32, shift : i32) -> i32 {
	return select(0, 1, at >= size - window) + select(0, 1, at >= size - shift);
}
fn region(frame : vec3<i32>, n : i32) -> i32 {
	let at = spot(frame, n);
	return 3 * band(at.x, uniforms.height, ${high}, uniforms.shiftDown)
		+ band(at.y, uniforms.width, ${wide}, uniforms.shiftAcross);
}`;

const global = `
fn place(frame : vec3<i32>, n : i32) -> i32 { return frame.x * uniforms.positions + n; }`;

/** WGSL: `place(frame, n)`, and `region(frame, n)` for windows. */
const placing = ({ window }: Attending): string => (window === null ? global : windowed(window));

/** WGSL: where the thread's window begins. */
export const frameOf = ({ window }: Attending): string =>
	window === null
		? 'vec3<i32>(part, 0, 0)'
		: `vec3<i32>(part / (uniforms.downs * uniforms.acrosses), (part / uniforms.acrosses) % uniforms.downs * ${window[0]}, part % uniforms.acrosses * ${window[1]})`;

/** WGSL: adds to a score what the learned table has for `query` and `key`, and the mask. */
export function biased(i: number, score: string, { window, masks }: Attending): string {
	if (window === null) return '';
	const [high, wide] = window;
	const span = 2 * wide - 1;
	const mask = masks ? `if (own${i} != other) { ${score} -= 100.0; }` : '';
	return `{
			let down = query${i} / ${wide} - key / ${wide} + ${high - 1};
			let across = query${i} % ${wide} - key % ${wide} + ${wide - 1};
			${score} += table[(down * ${span} + across) * uniforms.heads + head];
			${mask}
		}`;
}

/** Sizes of every attention kernel. */
const ATTENTION_SIZES = [
	'positions',
	'heads',
	'count',
	'blocks',
	'height',
	'width',
	'downs',
	'acrosses',
	'rollDown',
	'rollAcross',
	'shiftDown',
	'shiftAcross'
] as const;

const attentionReads = ({ vectorWidth, window }: Attending): ShaderSource['reads'] => [
	{ name: 'x', vectorWidth },
	...(window === null ? [] : [{ name: 'table', vectorWidth: 1 as const }])
];

const attentionKey = ({ vectorWidth, depth, queries, window, masks }: Attending): string =>
	`${vectorWidth}-${depth}-${queries}-${window?.join('x') ?? ''}${masks ? 'm' : ''}`;

/** A kernel's shader from its `main`, which may use `place` and, for windows, `region`. */
export const attentionSource = (
	name: string,
	attending: Attending,
	main: string
): ShaderSource => ({
	key: `${name}${attentionKey(attending)}`,
	group: 64,
	reads: attentionReads(attending),
	vectorWidth: attending.vectorWidth,
	sizes: ATTENTION_SIZES,
	code: `${placing(attending)}
${main}`
});

/** WGSL: the thread's queries, scaled; their sums of values; and where they are. */
export function begun(attending: Attending): string {
	const { vectorWidth, depth, queries, masks } = attending;
	return `
	let head = (index / uniforms.blocks) % uniforms.heads;
	let part = index / (uniforms.blocks * uniforms.heads);
	let frame = ${frameOf(attending)};
	let channels = uniforms.heads * ${depth};
	let scale = inverseSqrt(${(depth * vectorWidth).toFixed(1)});
	let first = (index % uniforms.blocks) * ${queries};
	${range(queries)
		.map(
			(i) => `
	let query${i} = min(first + ${i}, uniforms.positions - 1);
	let place${i} = place(frame, query${i});
	let at${i} = place${i} * 3 * channels + head * ${depth};
	${range(depth)
		.map(
			(j) =>
				`let q${i}_${j} = x[at${i} + ${j}] * scale; var sum${i}_${j} = ${typeOf(vectorWidth)}(0.0);`
		)
		.join('\n')}
	var largest${i} = -3.0e38;
	var total${i} = 0.0;
	${masks ? `let own${i} = region(frame, query${i});` : ''}`
		)
		.join('')}`;
}

/** WGSL: stores the sums of values over those of shares. */
export const ended = ({ depth, queries }: Attending): string =>
	range(queries)
		.map(
			(i) => `
	if (first + ${i} < uniforms.positions) {
		let goal = place${i} * channels + head * ${depth};
		${range(depth)
			.map((j) => `result[goal + ${j}] = sum${i}_${j} / total${i};`)
			.join('\n')}
	}`
		)
		.join('');

/** WGSL: the product of a query's part and a key's, as one number. */
export const product = (vectorWidth: VectorWidth, query: string, key: string): string =>
	vectorWidth === 4 ? `dot(${query}, ${key})` : `${query} * ${key}`;

/**
 * WGSL: one pass over the thread's keys with a running maximum: queries and their sums of values stay in
 * registers, and the sums are scaled down when a larger score is met.
 *
 * @param first WGSL: its first key
 * @param step from one of its keys to the next
 */
export function overKeys(attending: Attending, first: string, step: number): string {
	const { vectorWidth, depth, queries, masks } = attending;
	const mine = range(queries);
	const parts = range(depth);
	return `
	for (var key = ${first}; key < uniforms.positions; key += ${step}) {
		let at = place(frame, key) * 3 * channels + channels + head * ${depth};
		${masks ? 'let other = region(frame, key);' : ''}
		${mine.map((i) => `var score${i} = 0.0;`).join('\n')}
		${parts
			.map(
				(j) => `let k${j} = x[at + ${j}];
		${mine.map((i) => `score${i} += ${product(vectorWidth, `q${i}_${j}`, `k${j}`)};`).join(' ')}`
			)
			.join('\n')}
		${mine
			.map(
				(i) => `${biased(i, `score${i}`, attending)}
		let most${i} = max(largest${i}, score${i});
		let keep${i} = exp(largest${i} - most${i});
		let share${i} = exp(score${i} - most${i});
		largest${i} = most${i};
		total${i} = total${i} * keep${i} + share${i};`
			)
			.join('')}
		${parts
			.map(
				(j) => `let v${j} = x[at + channels + ${j}];
		${mine.map((i) => `sum${i}_${j} = sum${i}_${j} * keep${i} + share${i} * v${j};`).join(' ')}`
			)
			.join('\n')}
	}`;
}

/** Attention by single threads, each of which goes over all keys. */
export const attention = (attending: Attending): ShaderSource =>
	attentionSource(
		'attention',
		attending,
		`
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	${begun(attending)}
	${overKeys(attending, '0', 1)}
	${ended(attending)}
}`
	);
