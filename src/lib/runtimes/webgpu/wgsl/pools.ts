import { channelSums, type Adders } from './channel-sums.ts';
import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Sizes of a map, of the pooled one, and of what slides over it. */
const SIZES = [
	'height',
	'width',
	'depth',
	'outHeight',
	'outWidth',
	'kernelHeight',
	'kernelWidth',
	'stride',
	'top',
	'left',
	'count'
];

/** WGSL: where a thread's window begins, whether or not in the map, and where it ends there. */
const WINDOW = `
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let position = index / uniforms.depth;
	let left = (position % uniforms.outWidth) * uniforms.stride - uniforms.left;
	let line = position / uniforms.outWidth;
	let top = (line % uniforms.outHeight) * uniforms.stride - uniforms.top;
	let image = line / uniforms.outHeight;
	let bottom = min(uniforms.height, top + uniforms.kernelHeight);
	let right = min(uniforms.width, left + uniforms.kernelWidth);`;

/** WGSL: `line` for every value of the window that lies in the map. */
const overWindow = (line: string): string => `
	for (var y = max(0, top); y < bottom; y++) {
		for (var x0 = max(0, left); x0 < right; x0++) {
			let at = ((image * uniforms.height + y) * uniforms.width + x0) * uniforms.depth + c;
			${line}
		}
	}`;

/** The largest value of each window; what lies outside the map never wins. */
export const maxPool = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `max-pool${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: SIZES,
	code: `
fn main(index : i32) {${WINDOW}
	var largest = ${typeOf(vectorWidth)}(-3.402823e38);${overWindow('largest = max(largest, x[at]);')}
	result[index] = largest;
}`
});

/**
 * The average of each window.
 *
 * @param countPadding whether what lies outside the map counts as zeros, as far as it is padded
 */
export const averagePool = (
	vectorWidth: VectorWidth,
	countPadding: boolean,
	epilogue: Epilogue
): ShaderSource => ({
	key: `average-pool${vectorWidth}${countPadding ? 'p' : ''}-${epilogue.join('-')}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }, ...otherReads(epilogue, vectorWidth)],
	vectorWidth,
	sizes: [...SIZES, 'below', 'beside'],
	code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {${WINDOW}
	var sum = ${typeOf(vectorWidth)}(0.0);${overWindow('sum += x[at];')}
	${
		countPadding
			? `let down = min(uniforms.height + uniforms.below, top + uniforms.kernelHeight) - top;
	let across = min(uniforms.width + uniforms.beside, left + uniforms.kernelWidth) - left;`
			: `let down = bottom - max(0, top);
	let across = right - max(0, left);`
	}
	result[index] = epilogue(sum / f32(down * across), index);
}`
});

/** WGSL: where a position beyond a map's edge lies in the mirrored map. */
const MIRRORED = `
fn placed(at : i32, size : i32) -> i32 {
	return size - 1 - abs(size - 1 - abs(at));
}`;

/** WGSL: the same where there are zeros beyond the edge, and what counts of a position. */
const WITH_ZEROS = `
fn placed(at : i32, size : i32) -> i32 {
	return clamp(at, 0, size - 1);
}
fn inside(at : i32, size : i32) -> f32 {
	return select(0.0, 1.0, at >= 0 && at < size);
}`;

/**
 * Each window under a fixed kernel that is the product of its shares along the axes.
 *
 * @param zeros whether there are zeros beyond the map's edges, which is mirrored otherwise
 */
export const blurPool = (
	vectorWidth: VectorWidth,
	shares: readonly number[],
	zeros: boolean
): ShaderSource => ({
	key: `blur-pool${vectorWidth}-${shares.join('-')}${zeros ? 'z' : ''}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['height', 'width', 'depth', 'outHeight', 'outWidth', 'stride', 'top', 'left', 'count'],
	code: `${zeros ? WITH_ZEROS : MIRRORED}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let position = index / uniforms.depth;
	let left = (position % uniforms.outWidth) * uniforms.stride - uniforms.left;
	let line = position / uniforms.outWidth;
	let top = (line % uniforms.outHeight) * uniforms.stride - uniforms.top;
	let image = line / uniforms.outHeight;
	var sum = ${typeOf(vectorWidth)}(0.0);
	${shares
		.map(
			(down, dy) => `{
		let row = (image * uniforms.height + placed(top + ${dy}, uniforms.height)) * uniforms.width;${zeros ? `\n\t\tlet down = inside(top + ${dy}, uniforms.height);` : ''}
		${shares.map((across, dx) => `sum += ${down * across}${zeros ? ` * down * inside(left + ${dx}, uniforms.width)` : ''} * x[(row + placed(left + ${dx}, uniforms.width)) * uniforms.depth + c];`).join('\n\t\t')}
	}`
		)
		.join('\n\t')}
	result[index] = sum;
}`
});

/** The average over an image's positions but the first `skip`. */
export const meanPool = (vectorWidth: VectorWidth, by: Adders): ShaderSource =>
	channelSums(
		{
			key: 'mean-pool',
			vectorWidth,
			of: (value) => value,
			stored: (sum) => `${sum} / f32(uniforms.positions - uniforms.skip)`
		},
		by
	);
