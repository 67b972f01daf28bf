import {
	add,
	batchNorm as tfBatchNorm,
	div,
	mean,
	mul,
	reshape,
	rsqrt,
	sqrt,
	square,
	sub,
	sum,
	tensor1d,
	tidy,
	type Tensor
} from '@tensorflow/tfjs-core';
import { after, nth, through, type KernelArguments, type CompiledKernel } from './kernel.ts';

const vectors = (values: readonly Float32Array[]) => values.map((value) => tensor1d(value));

/** One over the root of the mean square along the axes, for broadcasting. */
const inverseRms = (x: Tensor, axes: number[], eps: number): Tensor =>
	tidy(() => rsqrt(add(mean(square(x), axes, true), eps)));

function standardized(x: Tensor, axes: number[], eps: number): Tensor {
	const centre = mean(x, axes, true);
	const centred = after(sub(x, centre), centre);
	const scale = inverseRms(centred, axes, eps);
	return after(mul(centred, scale), centred, scale);
}

/** The last step of a norm that has a bias. */
const summand = (bias: Tensor | undefined): readonly ((value: Tensor) => Tensor)[] =>
	bias ? [(value) => add(value, bias)] : [];

/** Norms of heads work on the channels of each by itself, and leave the shape as it was. */
const byHead = (heads: number | undefined, run: CompiledKernel['run']): CompiledKernel['run'] =>
	heads === undefined
		? run
		: (x) =>
				through(
					x,
					(value) =>
						reshape(value, [...x.shape.slice(0, -1), heads, nth(x.shape, x.rank - 1) / heads]),
					(value) => run(value),
					(value) => reshape(value, x.shape)
				);

/** Over the channels of each position. */
export function layerNorm({ op, values }: KernelArguments<'layerNorm'>): CompiledKernel {
	const params = vectors(values);
	const [weight, bias] = [nth(params, 0), params[1]];
	return {
		params,
		buffers: [],
		run: byHead(op.heads, (x) =>
			through(
				x,
				(value) => standardized(value, [-1], op.eps),
				(value) => mul(value, weight),
				...summand(bias)
			)
		)
	};
}

/** Over the channels of each position, without a centre. */
export function rmsNorm({ op, values }: KernelArguments<'rmsNorm'>): CompiledKernel {
	const params = vectors(values);
	const weight = nth(params, 0);
	return {
		params,
		buffers: [],
		run: byHead(op.heads, (x) => {
			const scale = inverseRms(x, [-1], op.eps);
			return after(
				through(
					x,
					(value) => mul(value, scale),
					(value) => mul(value, weight)
				),
				scale
			);
		})
	};
}

/** Over the channels of each position: by the root of their variance as a sample's, without a centre. */
export function simpleNorm({ op, x, values }: KernelArguments<'simpleNorm'>): CompiledKernel {
	const params = vectors(values);
	const weight = nth(params, 0);
	const channels = x[x.length - 1] ?? 0;
	return {
		params,
		buffers: [],
		run(input) {
			const scale = tidy(() => {
				const centred = sub(input, mean(input, -1, true));
				const variance = mul(mean(square(centred), -1, true), channels / (channels - 1));
				return rsqrt(add(variance, op.eps));
			});
			return after(
				through(
					input,
					(value) => mul(value, scale),
					(value) => mul(value, weight)
				),
				scale
			);
		}
	};
}

/** Over all positions of a group of channels. */
export function groupNorm({ op, values }: KernelArguments<'groupNorm'>): CompiledKernel {
	const params = vectors(values);
	const [weight, bias] = [nth(params, 0), params[1]];
	return {
		params,
		buffers: [],
		run(x) {
			const [batch, channels] = [nth(x.shape, 0), nth(x.shape, x.rank - 1)];
			const grouped = [batch, -1, op.groups, channels / op.groups];
			return through(
				x,
				(value) => reshape(value, grouped),
				(value) => standardized(value, [1, 3], op.eps),
				(value) => reshape(value, x.shape),
				(value) => mul(value, weight),
				...summand(bias)
			);
		}
	};
}

/** With running statistics, as at inference. */
export function batchNorm({ op, values }: KernelArguments<'batchNorm'>): CompiledKernel {
	const params = vectors(values.slice(0, 2));
	const buffers = vectors(values.slice(2));
	return {
		params,
		buffers,
		run: (x) =>
			tfBatchNorm(x, nth(buffers, 0), nth(buffers, 1), nth(params, 1), nth(params, 0), op.eps)
	};
}

/** Each channel over its norm across the map, that over the mean norm of all channels; plus the input. */
export function grn({ op, values }: KernelArguments<'grn'>): CompiledKernel {
	const params = vectors(values);
	const [weight, bias] = [nth(params, 0), nth(params, 1)];
	return {
		params,
		buffers: [],
		run(x) {
			const scale = tidy(() => {
				const norms = sqrt(sum(square(x), [1, 2], true));
				return mul(div(norms, add(mean(norms, -1, true), op.eps)), weight);
			});
			return through(
				x,
				(value) => after(mul(value, scale), scale),
				(value) => add(value, bias),
				(value) => add(value, x)
			);
		}
	};
}
