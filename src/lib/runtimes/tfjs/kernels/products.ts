import { dispose, matMul, stack, transpose, unstack, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendName } from '../../backends.ts';
import { after, nth } from './kernel.ts';

/** Multiply-accumulates of a pair from which its own call costs less than a slow kernel. */
const LARGE = 3e5;

function oneByOne(a: Tensor, b: Tensor): Tensor {
	const [left, right] = [unstack(a), unstack(b)];
	const products = left.map((matrix, i) => matMul(matrix, nth(right, i)));
	const together = stack(products);
	dispose([...left, ...right, ...products]);
	return together;
}

/**
 * Products of matrices, pair by pair: `[pairs, rows, depth]` by `[pairs, depth, columns]`, the second
 * one transposed if need be. WebAssembly has a fast kernel for a single pair that is not transposed,
 * and a slow one for all others.
 */
export function pairwise(backend: BackendName, a: Tensor, b: Tensor, transposed = false): Tensor {
	const [, rows = 1, depth = 1] = a.shape;
	const columns = b.size / ((b.shape[0] ?? 1) * depth);
	if (backend !== 'wasm' || rows * depth * columns < LARGE) return matMul(a, b, false, transposed);
	if (!transposed) return oneByOne(a, b);
	const upright = transpose(b, [0, 2, 1]);
	return after(oneByOne(a, upright), upright);
}
