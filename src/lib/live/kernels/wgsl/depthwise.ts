import { finishCode, otherRead, type Finish } from './finish.ts';
import { typeOf, type Lanes, type Source } from './program.ts';

/** A depthwise convolution with one output for each channel. */
export type Depthwise = Readonly<{
	kernel: number;
	stride: number;
	lanes: Lanes;
	bias: boolean;
	finish: Finish;
}>;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Outputs beside each other that a thread computes: they share most of what they read. */
const ACROSS = 4;

/**
 * Each thread computes some outputs in a row for its channels. It reads each row of the map once
 * into registers, zeros outside.
 */
export function depthwise({ kernel, stride, lanes, bias, finish }: Depthwise): Source {
	const type = typeOf(lanes);
	const reach = (ACROSS - 1) * stride + kernel;
	return {
		key: `depthwise${kernel}-${stride}-${lanes}${bias ? 'b' : ''}-${finish.join('-')}`,
		group: 64,
		reads: [
			{ name: 'x', lanes },
			{ name: 'weight', lanes },
			...(bias ? [{ name: 'bias', lanes }] : []),
			...otherRead(finish, lanes)
		],
		lanes,
		sizes: ['height', 'width', 'depth', 'outHeight', 'outWidth', 'strips', 'padding', 'count'],
		code: `
${finishCode(finish, lanes)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let depth = uniforms.depth;
	let c = index % depth;
	let strip = (index / depth) % uniforms.strips;
	let line = index / (depth * uniforms.strips);
	let row = line % uniforms.outHeight;
	let image = line / uniforms.outHeight;
	let top = row * ${stride} - uniforms.padding;
	let left = strip * ${ACROSS * stride} - uniforms.padding;
	let start = ${bias ? 'bias[c]' : `${type}(0.0)`};
	${range(ACROSS)
		.map((i) => `var sum${i} = start;`)
		.join('\n')}
	for (var ky = max(0, -top); ky < min(${kernel}, uniforms.height - top); ky++) {
		let line = ((image * uniforms.height + top + ky) * uniforms.width + left) * depth + c;
		${range(reach)
			.map(
				(i) =>
					`let v${i} = select(${type}(0.0), x[line + ${i} * depth], left + ${i} >= 0 && left + ${i} < uniforms.width);`
			)
			.join('\n')}
		let place = ky * ${kernel} * depth + c;
		${range(kernel)
			.map(
				(kx) => `{
			let w = weight[place + ${kx} * depth];
			${range(ACROSS)
				.map((i) => `sum${i} = fma(v${i * stride + kx}, w, sum${i});`)
				.join('\n')}
		}`
			)
			.join('\n')}
	}
	let column = strip * ${ACROSS};
	let goal = (line * uniforms.outWidth + column) * depth + c;
	${range(ACROSS)
		.map(
			(i) =>
				`if (column + ${i} < uniforms.outWidth) { result[goal + ${i} * depth] = finish(sum${i}, goal + ${i} * depth); }`
		)
		.join('\n')}
}`
	};
}

/** Threads across one row of outputs. */
export const stripsOf = (outWidth: number): number => Math.ceil(outWidth / ACROSS);
