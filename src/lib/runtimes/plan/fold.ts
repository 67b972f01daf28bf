import type { Layer } from '../../arch/infer.ts';
import { elements } from '../../arch/ops.ts';

/** A factor and a summand for each channel, in double precision. */
export type Affine = Readonly<{ scale: Float64Array; shift: Float64Array }>;

/**
 * What a layer does to each channel.
 *
 * @param values the layer's weights, as `weightsOf` lists them
 */
export function affineOf({ op, out }: Layer, values: readonly Float32Array[]): Affine {
	const [first = new Float32Array(), bias, mean, variance] = values;
	if (op.kind === 'layerScale')
		return { scale: Float64Array.from(first), shift: new Float64Array(first.length) };
	if (op.kind === 'scaleBias') {
		const channels = out.at(-1) ?? 0;
		const all = (value: number) => new Float64Array(channels).fill(value);
		return { scale: all(first[0] ?? 1), shift: all(bias?.[0] ?? 0) };
	}
	if (op.kind === 'bias')
		return { scale: new Float64Array(first.length).fill(1), shift: Float64Array.from(first) };
	if (op.kind !== 'batchNorm') throw new Error(`${op.kind} does not act on each channel alone`);
	const scale = Float64Array.from(
		first,
		(weight, c) => weight / Math.sqrt((variance?.[c] ?? 0) + op.eps)
	);
	return { scale, shift: scale.map((factor, c) => (bias?.[c] ?? 0) - (mean?.[c] ?? 0) * factor) };
}

/**
 * Weight `[out, ...]` and bias `[out]` of a conv or linear layer that does what the layer and the
 * affine ones after it do.
 *
 * @param weight stays as it is; the result is new where anything changes
 */
export function foldInto(
	weight: Float32Array,
	bias: Float32Array | undefined,
	affines: readonly Affine[]
): { weight: Float32Array; bias: Float32Array | undefined } {
	const [first, ...rest] = affines;
	if (!first) return { weight, bias };
	const out = first.scale.length;
	const size = weight.length / out;
	const folded = new Float32Array(weight.length);
	const shifts = new Float32Array(out);
	for (let o = 0; o < out; o++) {
		let scale = first.scale[o] ?? 1;
		let shift = (bias?.[o] ?? 0) * scale + (first.shift[o] ?? 0);
		for (const next of rest) {
			scale *= next.scale[o] ?? 1;
			shift = shift * (next.scale[o] ?? 1) + (next.shift[o] ?? 0);
		}
		shifts[o] = shift;
		for (let i = o * size; i < (o + 1) * size; i++) folded[i] = (weight[i] ?? 0) * scale;
	}
	return { weight: folded, bias: shifts };
}

/** Parameters of layers that were folded into others, less the bias that may have come of it. */
export function foldedParams(main: Layer, folded: readonly Layer[]): number {
	if (folded.length === 0) return 0;
	const params = folded.reduce((sum, layer) => sum + layer.params, 0);
	const hasBias = 'bias' in main.op && main.op.bias !== false;
	const gained = hasBias ? 0 : elements(main.out.slice(-1));
	return params - gained;
}
