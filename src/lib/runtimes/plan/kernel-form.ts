import type { Layer } from '../../arch/infer.ts';
import { sidesOf, type LayerOp } from '../../arch/net.ts';
import { STANDARDIZED_EPS } from '../../arch/ops/matrix.ts';
import { distances, HIDDEN_CHANNELS } from '../../arch/ops/position-bias.ts';
import { logDistances } from '../../arch/ops/window-positions.ts';

/** An operation with its weights as kernels take them. */
export type KernelForm = Readonly<{ op: LayerOp; values: readonly Float32Array[] }>;

/** A bias for queries, keys and values, of which the keys have none. */
function withoutKeys(queries: Float32Array, values: Float32Array): Float32Array {
	const bias = new Float32Array(3 * queries.length);
	bias.set(queries);
	bias.set(values, 2 * queries.length);
	return bias;
}

/** The table `[distances, heads]` that the MLP of a continuous bias comes to: 16 sigmoid(MLP). */
function continuousTable(
	op: LayerOp<'attention'>,
	[into, bias, out]: readonly (Float32Array | undefined)[]
): Float32Array {
	const places = logDistances(sidesOf(op.window ?? 1), op.continuous?.trained ?? 0);
	const hidden = new Float64Array(HIDDEN_CHANNELS);
	const table = new Float32Array((places.length / 2) * op.heads);
	for (let i = 0; i < places.length / 2; i++) {
		const [down, across] = [places[2 * i] ?? 0, places[2 * i + 1] ?? 0];
		for (let j = 0; j < HIDDEN_CHANNELS; j++) {
			const sum = (into?.[2 * j] ?? 0) * down + (into?.[2 * j + 1] ?? 0) * across;
			hidden[j] = Math.max(0, sum + (bias?.[j] ?? 0));
		}
		for (let head = 0; head < op.heads; head++) {
			let sum = 0;
			for (let j = 0; j < HIDDEN_CHANNELS; j++)
				sum += (out?.[head * HIDDEN_CHANNELS + j] ?? 0) * (hidden[j] ?? 0);
			table[i * op.heads + head] = 16 / (1 + Math.exp(-sum));
		}
	}
	return table;
}

/** Rows of equal length, each at mean 0 and deviation 1. */
function standardized(values: Float32Array, rows: number): Float32Array {
	const result = new Float32Array(values.length);
	const length = values.length / rows;
	for (let start = 0; start < values.length; start += length) {
		let [sum, squares] = [0, 0];
		for (let i = start; i < start + length; i++) sum += values[i] ?? 0;
		const mean = sum / length;
		for (let i = start; i < start + length; i++) squares += ((values[i] ?? 0) - mean) ** 2;
		const scale = 1 / Math.sqrt(squares / length + STANDARDIZED_EPS);
		for (let i = start; i < start + length; i++) result[i] = ((values[i] ?? 0) - mean) * scale;
	}
	return result;
}

/**
 * What follows from weights alone is computed before the run.
 *
 * @param values weights in the order of `weightsOf` and in PyTorch's layouts
 */
export function kernelForm(op: LayerOp, values: readonly Float32Array[]): KernelForm {
	if (op.kind === 'attention' && op.continuous)
		return { op, values: [continuousTable(op, values)] };
	const [weight, queries, rest] = values;
	if (op.kind === 'conv' && op.standardized && weight)
		return { op, values: [standardized(weight, op.out), ...values.slice(1)] };
	if (op.kind === 'linear' && op.bias === 'queries and values' && weight && queries && rest)
		return { op: { ...op, bias: true }, values: [weight, withoutKeys(queries, rest)] };
	return { op, values };
}

/** Parameters of a layer, less those that kernels take in their place. */
export function reformedParams({ op, params }: Layer): number {
	if (op.kind === 'attention' && op.continuous) return params - distances(op) * op.heads;
	if (op.kind === 'unitHeads' || op.kind === 'rotary') return params;
	return op.kind === 'linear' && op.bias === 'queries and values' ? -op.out / 3 : 0;
}
