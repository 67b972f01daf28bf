import { typeOf, type Lanes, type Source } from './program.ts';

/** Softmax attention from packed queries, keys and values, `[.., 3C]` to `[.., C]`. */
export type Attending = Readonly<{
	/** Of a head's channels. */
	lanes: Lanes;
	/** Channels of a head, in lanes. */
	depth: number;
	/** Queries of one thread: they share what it reads of keys and values. */
	queries: number;
	/** Side of a window; `null` where all positions see each other. */
	window: number | null;
	/** Whether a shift brought positions from opposite edges into one window. */
	masks: boolean;
}>;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL: where a position of the thread's window lies, counted in positions of all maps. */
const windowed = (window: number): string => `
fn spot(frame : vec3<i32>, n : i32) -> vec2<i32> {
	return vec2<i32>(frame.y + n / ${window}, frame.z + n % ${window});
}
fn place(frame : vec3<i32>, n : i32) -> i32 {
	let at = spot(frame, n);
	let y = (at.x + uniforms.roll) % uniforms.height;
	let x0 = (at.y + uniforms.roll) % uniforms.width;
	return (frame.x * uniforms.height + y) * uniforms.width + x0;
}
fn band(at : i32, size : i32) -> i32 {
	return select(0, 1, at >= size - ${window}) + select(0, 1, at >= size - uniforms.shift);
}
fn region(frame : vec3<i32>, n : i32) -> i32 {
	let at = spot(frame, n);
	return 3 * band(at.x, uniforms.height) + band(at.y, uniforms.width);
}`;

const global = `
fn place(frame : vec3<i32>, n : i32) -> i32 { return frame.x * uniforms.positions + n; }`;

/** WGSL: the score's summand from the learned table, and the mask. */
function biased(i: number, { window, masks }: Attending): string {
	if (window === null) return '';
	const span = 2 * window - 1;
	const mask = masks ? `if (own${i} != other) { score${i} -= 100.0; }` : '';
	return `
		let down${i} = query${i} / ${window} - key / ${window} + ${window - 1};
		let across${i} = query${i} % ${window} - key % ${window} + ${window - 1};
		score${i} += table[(down${i} * ${span} + across${i}) * uniforms.heads + head];
		${mask}`;
}

/**
 * One pass over the keys with a running maximum: each thread keeps its queries and their sums of
 * values in registers, and scales the sums down when it meets a larger score.
 */
export function attention(attending: Attending): Source {
	const { lanes, depth, queries, window, masks } = attending;
	const type = typeOf(lanes);
	const mine = range(queries);
	const parts = range(depth);
	const product = (i: number, j: number) =>
		lanes === 4 ? `dot(q${i}_${j}, k${j})` : `q${i}_${j} * k${j}`;
	const frame =
		window === null
			? 'vec3<i32>(part, 0, 0)'
			: `vec3<i32>(part / (uniforms.downs * uniforms.acrosses), (part / uniforms.acrosses) % uniforms.downs * ${window}, part % uniforms.acrosses * ${window})`;
	return {
		key: `attention${lanes}-${depth}-${queries}-${window ?? ''}${masks ? 'm' : ''}`,
		group: 64,
		reads: [
			{ name: 'x', lanes },
			...(window === null ? [] : [{ name: 'table', lanes: 1 as const }])
		],
		lanes,
		sizes: [
			'positions',
			'heads',
			'count',
			'blocks',
			'height',
			'width',
			'downs',
			'acrosses',
			'roll',
			'shift'
		],
		code: `
${window === null ? global : windowed(window)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let first = (index % uniforms.blocks) * ${queries};
	let head = (index / uniforms.blocks) % uniforms.heads;
	let part = index / (uniforms.blocks * uniforms.heads);
	let frame = ${frame};
	let channels = uniforms.heads * ${depth};
	let scale = inverseSqrt(${(depth * lanes).toFixed(1)});
	${mine
		.map(
			(i) => `
	let query${i} = min(first + ${i}, uniforms.positions - 1);
	let place${i} = place(frame, query${i});
	let at${i} = place${i} * 3 * channels + head * ${depth};
	${parts.map((j) => `let q${i}_${j} = x[at${i} + ${j}] * scale; var sum${i}_${j} = ${type}(0.0);`).join('\n')}
	var largest${i} = -3.0e38;
	var total${i} = 0.0;
	${masks ? `let own${i} = region(frame, query${i});` : ''}`
		)
		.join('')}
	for (var key = 0; key < uniforms.positions; key++) {
		let at = place(frame, key) * 3 * channels + channels + head * ${depth};
		${masks ? 'let other = region(frame, key);' : ''}
		${mine.map((i) => `var score${i} = 0.0;`).join('\n')}
		${parts
			.map(
				(j) => `let k${j} = x[at + ${j}];
		${mine.map((i) => `score${i} += ${product(i, j)};`).join(' ')}`
			)
			.join('\n')}
		${mine
			.map(
				(i) => `${biased(i, attending)}
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
	}
	${mine
		.map(
			(i) => `
	if (first + ${i} < uniforms.positions) {
		let goal = place${i} * channels + head * ${depth};
		${parts.map((j) => `result[goal + ${j}] = sum${i}_${j} / total${i};`).join('\n')}
	}`
		)
		.join('')}
}`
	};
}
