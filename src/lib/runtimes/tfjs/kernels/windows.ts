import { concat, pad, reshape, slice, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { sidesOf, type Sides } from '../../../arch/net.ts';
import {
	after,
	asMaps,
	stateless,
	through,
	type KernelArguments,
	type CompiledKernel
} from './kernel.ts';

type Step = (x: Tensor) => Tensor;

/** Moves what lies before `at` along an axis behind the rest. */
function rolled(x: Tensor, axis: 1 | 2, at: number): Tensor {
	const rest = x.shape.map(() => 0);
	rest[axis] = at;
	const first = [...x.shape];
	first[axis] = at;
	const parts = [slice(x, rest), slice(x, rest.fill(0), first)];
	return after(concat(parts, axis), ...parts);
}

/** Rolls along the axes that a shift moves, so that what lies at a place comes first. */
export const roll = (shift: Sides, height: number, width: number): Step[] => [
	...(shift[0] > 0 ? [(x: Tensor) => rolled(x, 1, height)] : []),
	...(shift[1] > 0 ? [(x: Tensor) => rolled(x, 2, width)] : [])
];

const missing = (size: number, window: number): number => (window - (size % window)) % window;

/** Zeros below and right. */
export const padded = (x: Tensor, height: number, width: number): Tensor =>
	pad(asMaps(x), [
		[0, 0],
		[0, height],
		[0, width],
		[0, 0]
	]);

export function shiftWindows({ op, x }: KernelArguments<'shiftWindows'>): CompiledKernel {
	const [height = 0, width = 0] = x;
	const [high, wide] = sidesOf(op.window);
	const [below, right] = [missing(height, high), missing(width, wide)];
	const shift = sidesOf(op.shift);
	const steps = roll(shift, ...shift);
	if (below > 0 || right > 0) steps.push((value) => padded(value, below, right));
	if (steps.length === 0) steps.push((value) => value.clone());
	return stateless((value) => through(value, ...steps));
}

export function unshiftWindows({ op }: KernelArguments<'unshiftWindows'>): CompiledKernel {
	const { height, width } = op;
	const shift = sidesOf(op.shift);
	return stateless((x) =>
		through(
			x,
			(value) => slice(value, 0, [value.shape[0] ?? 1, height, width, value.shape[3] ?? 0]),
			...roll(shift, height - shift[0], width - shift[1])
		)
	);
}

/** PyTorch's order of the four: down a column first, then the next column. */
export function mergePatches({ x }: KernelArguments<'mergePatches'>): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
	const even: Step[] =
		height % 2 > 0 || width % 2 > 0 ? [(map) => padded(map, height % 2, width % 2)] : [];
	return stateless((input) =>
		through(
			input,
			...even,
			(value) => reshape(value, [-1, rows, 2, columns, 2, channels]),
			(value) => transpose(value, [0, 1, 3, 4, 2, 5]),
			(value) => reshape(value, [-1, rows, columns, 4 * channels])
		)
	);
}
