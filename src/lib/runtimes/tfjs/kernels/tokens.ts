import {
	add,
	concat,
	mean,
	reshape,
	slice,
	tensor3d,
	tile,
	type Tensor
} from '@tensorflow/tfjs-core';
import {
	after,
	nth,
	stateless,
	through,
	type KernelArguments,
	type CompiledKernel
} from './kernel.ts';

export function flatten({ op, x }: KernelArguments<'flatten'>): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const inner = op.vector ? [channels] : [height * width, channels];
	return stateless((map) => reshape(map, [-1, ...inner]));
}

export function learnedTokens({ op, x, values }: KernelArguments<'learnedTokens'>): CompiledKernel {
	const tokens = tensor3d(nth(values, 0), [1, op.count, x[1] ?? 0]);
	return {
		params: [tokens],
		buffers: [],
		run(input) {
			const repeated = tile(tokens, [nth(input.shape, 0), 1, 1]);
			return after(concat([repeated, input], 1), repeated);
		}
	};
}

export function latent({ x, values }: KernelArguments<'latent'>): CompiledKernel {
	const token = tensor3d(nth(values, 0), [1, 1, x[1] ?? 0]);
	return {
		params: [token],
		buffers: [],
		run: (input) => tile(token, [nth(input.shape, 0), 1, 1])
	};
}

export function positionEmbedding({
	x,
	values
}: KernelArguments<'positionEmbedding'>): CompiledKernel {
	const [tokens = 0, channels = 0] = x;
	const table = tensor3d(nth(values, 0), [1, tokens, channels]);
	return { params: [table], buffers: [], run: (input) => add(input, table) };
}

/** Over a map's positions, or over tokens but the first `skip`. */
export function meanPool({ op, x }: KernelArguments<'meanPool'>): CompiledKernel {
	const channels = x[x.length - 1] ?? 0;
	return stateless((input) =>
		through(
			input,
			(value) => reshape(value, [nth(input.shape, 0), -1, channels]),
			...(op.skip > 0 ? [(value: Tensor) => slice(value, [0, op.skip, 0])] : []),
			(value) => mean(value, 1)
		)
	);
}

export function tokenAt({ op, x }: KernelArguments<'tokenAt'>): CompiledKernel {
	const channels = x[1] ?? 0;
	return stateless((input) =>
		through(
			input,
			(value) => slice(value, [0, op.index, 0], [nth(input.shape, 0), 1, channels]),
			(value) => reshape(value, [-1, channels])
		)
	);
}

export const dropTokens = ({ op }: KernelArguments<'dropTokens'>): CompiledKernel =>
	stateless((input) => slice(input, [0, op.count, 0]));
