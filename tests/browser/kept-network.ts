import type { Network } from '../../src/lib/arch/design.ts';
import { layersOf, type Layer } from '../../src/lib/arch/infer.ts';
import { chain, type LayerOp, type Shape } from '../../src/lib/arch/net.ts';
import { elements } from '../../src/lib/arch/ops.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import type { RunPrecision } from '../../src/lib/count/run-precision.ts';
import type { WeightsOf } from '../../src/lib/runtimes/tfjs/compile-step.ts';
import { asKept, nearestHalves } from '../kept.ts';

const square = (out: number, groups: number, stride: number): LayerOp<'conv'> => ({
	...{ kind: 'conv', out, kernel: 3, stride, padding: 1, groups, bias: true }
});

const input: Shape = [9, 10, 3];

/** Products dense, with a stride, in groups, and on channels that are no fours; and a depthwise one. */
const net = chain([
	['dense', square(20, 1, 2)],
	['act', { kind: 'relu' }],
	['groups', square(24, 4, 1)],
	['depthwise', square(24, 24, 1)],
	['head', { kind: 'linear', out: 10, bias: true }]
]);

export const KEPT_NETWORK: Pick<Network, 'net' | 'input'> = { net, input };

type Convolved = Pick<LayerOp<'conv'>, 'groups' | 'stride'> &
	Readonly<{ kernel: number; padding: number }>;

/** A convolution of a map with channels last, by PyTorch's weights, in double precision. */
function convolved(
	x: Float64Array,
	{ in: [height = 0, width = 0, channels = 0], out }: Layer,
	{ groups, stride, kernel, padding }: Convolved,
	[weight = new Float64Array(), bias = new Float64Array()]: readonly Float64Array[]
): Float64Array {
	const [, across = 0, filters = 0] = out;
	const [into, each] = [channels / groups, filters / groups];
	return Float64Array.from({ length: elements(out) }, (_, at) => {
		const filter = at % filters;
		const column = Math.trunc(at / filters) % across;
		const row = Math.trunc(at / filters / across);
		let sum = bias[filter] ?? NaN;
		for (let i = 0; i < into; i++)
			for (let ky = 0; ky < kernel; ky++)
				for (let kx = 0; kx < kernel; kx++) {
					const [y, left] = [row * stride - padding + ky, column * stride - padding + kx];
					if (y < 0 || y >= height || left < 0 || left >= width) continue;
					const channel = Math.trunc(filter / each) * into + i;
					const value = x[(y * width + left) * channels + channel] ?? NaN;
					sum += value * (weight[((filter * into + i) * kernel + ky) * kernel + kx] ?? NaN);
				}
		return sum;
	});
}

/**
 * What the network gives for the deterministic image where weights, and in halves what layers hand
 * on, are rounded, and nothing else is.
 */
export async function keptOutput(
	precision: RunPrecision,
	weightsOf: WeightsOf
): Promise<Float64Array> {
	const handed = (values: Float64Array): Float64Array =>
		precision === 'f16' ? nearestHalves(values) : values;
	const layers = layersOf(net, input);
	let x = handed(Float64Array.from(deterministicImage(input)));
	for (const layer of layers) {
		const { op } = layer;
		if (op.kind === 'relu') {
			x = x.map((value) => Math.max(0, value));
			continue;
		}
		if (op.kind !== 'conv' && op.kind !== 'linear') throw new Error(`no rule for ${op.kind}`);
		const [weight = new Float32Array(), bias = new Float32Array()] = await weightsOf(layer);
		const each = weight.length / op.out;
		const isDepthwise = op.kind === 'conv' && op.groups === op.out;
		const kept = precision === 'int8' && isDepthwise ? 'f32' : precision;
		const sliding =
			op.kind === 'conv'
				? { ...op, kernel: 3, padding: 1 }
				: { groups: 1, stride: 1, kernel: 1, padding: 0 };
		const y = convolved(x, layer, sliding, [
			asKept(weight, kept, (at) => Math.trunc(at / each)),
			Float64Array.from(bias)
		]);
		x = layer === layers.at(-1) ? y : handed(y);
	}
	return x;
}
