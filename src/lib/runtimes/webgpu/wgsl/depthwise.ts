import type { Sides } from '../../../arch/net.ts';
import { extentOf } from '../../../arch/ops/windowed.ts';
import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import { lines } from './unroll.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';
import { weightAt } from './texels.ts';

/** A depthwise convolution with one output for each channel, of channels among `row` from `from` on. */
export type Depthwise = Readonly<{
	kernel: Sides;
	stride: number;
	/** Distance between the kernel's positions. */
	dilation: number;
	vectorWidth: VectorWidth;
	bias: boolean;
	epilogue: Epilogue;
	tile: DepthwiseTile;
	/** Whether weights are in a texture. */
	texels: boolean;
}>;

/** Outputs that a thread computes: they share most of what they read. */
export type DepthwiseTile = Readonly<{ down: number; across: number }>;

/** Taps of a kernel's row that a thread has in registers: with more, some compilers never end. */
const MOST_TAPS = 8;

/**
 * Each thread computes a tile of outputs for its channels. It reads each row of the map that the
 * tile sees once into registers, zeros outside, and adds it to the rows of outputs that see it.
 * Rows of wide kernels are taken in parts.
 */
export function depthwise(of: Depthwise): ShaderSource {
	const { kernel, stride, dilation, vectorWidth, bias, epilogue, tile, texels } = of;
	const [height, width] = kernel;
	const { down, across } = tile;
	const type = typeOf(vectorWidth);
	const taps = Math.ceil(width / Math.ceil(width / MOST_TAPS));
	const reach = (across - 1) * stride + extentOf({ kernel: taps, dilation });
	const extent = extentOf({ kernel: height, dilation });
	const reachDown = (down - 1) * stride + extent;
	const within = (t: number, weight: string): string =>
		width % taps === 0 ? weight : `select(${type}(0.0), ${weight}, begin + ${t} < ${width})`;
	const tap = (d: number, t: number): string => `{
			let w = ${within(t, weightAt(`place + ${t} * depth`, texels))};
			${lines(across, (i) => `sum${d}_${i} = fma(v${i * stride + t * dilation}, w, sum${d}_${i});`)}
		}`;
	/** Adds a row of the map to the d-th row of outputs, where its kernel has one for it. */
	const added = (d: number): string => `
		if (y >= ${d * stride} && y < ${d * stride + extent}${dilation > 1 ? ` && (y - ${d * stride}) % ${dilation} == 0` : ''}) {
			let place = ((y - ${d * stride})${dilation > 1 ? ` / ${dilation}` : ''} * ${width} + begin) * depth + c;
			${lines(taps, (t) => tap(d, t))}
		}`;
	const part = `
		let x0 = left + begin${dilation > 1 ? ` * ${dilation}` : ''};
		${lines(
			reach,
			(i) =>
				`let v${i} = select(${type}(0.0), x[line + (x0 + ${i}) * uniforms.row], x0 + ${i} >= 0 && x0 + ${i} < uniforms.width);`
		)}
		${lines(down, added)}`;
	const stored = (d: number, i: number): string => `
		if (column + ${i} < uniforms.outWidth) {
			result[goal + ${i} * depth] = epilogue(sum${d}_${i}, goal + ${i} * depth);
		}`;
	return {
		key: `depthwise${kernel.join('x')}-${stride}-${dilation}-${down}-${across}-${vectorWidth}${bias ? 'b' : ''}${texels ? 't' : ''}-${epilogue.join('-')}`,
		group: 64,
		reads: [
			{ name: 'x', vectorWidth },
			{ name: 'weight', vectorWidth, texels },
			...(bias ? [{ name: 'bias', vectorWidth }] : []),
			...otherReads(epilogue, vectorWidth)
		],
		vectorWidth,
		sizes: [
			'height',
			'width',
			'depth',
			'first',
			'row',
			'outHeight',
			'outWidth',
			'tilesDown',
			'tilesAcross',
			'top',
			'left',
			'count'
		],
		code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let depth = uniforms.depth;
	let c = index % depth;
	let tile = index / depth;
	let column = tile % uniforms.tilesAcross * ${across};
	let row = tile / uniforms.tilesAcross % uniforms.tilesDown * ${down};
	let image = tile / (uniforms.tilesAcross * uniforms.tilesDown);
	let top = row * ${stride} - uniforms.top;
	let left = column * ${stride} - uniforms.left;
	let start = ${bias ? 'bias[c]' : `${type}(0.0)`};
	${lines(down, (d) => lines(across, (i) => `var sum${d}_${i} = start;`))}
	for (var y = max(0, -top); y < min(${reachDown}, uniforms.height - top); y++) {
		let line = (image * uniforms.height + top + y) * uniforms.width * uniforms.row + uniforms.first + c;
		${
			taps === width
				? `let begin = 0;${part}`
				: `for (var begin = 0; begin < ${width}; begin += ${taps}) {${part}
		}`
		}
	}
	${lines(
		down,
		(d) => `
	if (row + ${d} < uniforms.outHeight) {
		let goal = ((image * uniforms.outHeight + row + ${d}) * uniforms.outWidth + column) * depth + c;
		${lines(across, (i) => stored(d, i))}
	}`
	)}
}`
	};
}
