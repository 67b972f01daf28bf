import { concat, pad, reshape, slice, transpose, type Tensor } from '@tensorflow/tfjs-core';
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

const roll = (height: number, width: number): Step[] => [
	(x) => rolled(x, 1, height),
	(x) => rolled(x, 2, width)
];

const missing = (size: number, window: number): number => (window - (size % window)) % window;

/** Zeros below and right. */
const padded = (x: Tensor, height: number, width: number): Tensor =>
	pad(asMaps(x), [
		[0, 0],
		[0, height],
		[0, width],
		[0, 0]
	]);

export function shiftWindows({ op, x }: KernelArguments<'shiftWindows'>): CompiledKernel {
	const [height = 0, width = 0] = x;
	const [below, right] = [missing(height, op.window), missing(width, op.window)];
	const steps: Step[] = op.shift > 0 ? roll(op.shift, op.shift) : [];
	if (below > 0 || right > 0) steps.push((value) => padded(value, below, right));
	if (steps.length === 0) steps.push((value) => value.clone());
	return stateless((value) => through(value, ...steps));
}

export const unshiftWindows = ({ op }: KernelArguments<'unshiftWindows'>): CompiledKernel =>
	stateless((x) =>
		through(
			x,
			(value) => slice(value, 0, [value.shape[0] ?? 1, op.height, op.width, value.shape[3] ?? 0]),
			...(op.shift > 0 ? roll(op.height - op.shift, op.width - op.shift) : [])
		)
	);

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
