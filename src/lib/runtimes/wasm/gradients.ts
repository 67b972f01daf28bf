import type { OpKind } from '../../arch/net.ts';
import { byActivation, type ActivationKind } from '../../arch/ops/activations.ts';
import { nth } from '../tfjs/kernels/kernel.ts';
import { batchOf, channelsOf, vector } from '../tfjs/kernels/own-kernel.ts';
import {
	withInput,
	type Gradient,
	type GradientArguments,
	type GradientKernel
} from '../tfjs/gradients/gradient.ts';
import { openWasmEngine } from './current.ts';
import { ROW_NORMS } from './kernels/norms.ts';
import { launch } from './launch.ts';
import { rowsPerJob } from './split.ts';
import { floatWord, PARTS } from './words.ts';

/** Times the slope of an activation where its value was, in one go. */
function slope(kind: ActivationKind): GradientKernel {
	return withInput((dy, x) => {
		const channels = channelsOf(x.shape);
		const each = rowsPerJob(x.size / channels, channels) * channels;
		return launch({
			kernel: 'slope',
			reads: [x, dy],
			words: ([at = 0, gradient = 0], to) => [at, gradient, to, x.size, each, PARTS[kind]],
			jobs: Math.ceil(x.size / each),
			out: x.shape
		});
	});
}

/** Back through a norm over the channels of each position, or over those of each head. */
function rows({
	op,
	x: shape,
	values
}: GradientArguments<'layerNorm' | 'rmsNorm' | 'simpleNorm'>): GradientKernel {
	const heads = 'heads' in op ? (op.heads ?? 1) : 1;
	const width = channelsOf(shape) / heads;
	const weight = vector(nth(values, 0));
	return withInput(
		(dy, x) => {
			const count = x.size / width;
			const each = rowsPerJob(count, width);
			return launch({
				kernel: 'rowNormBack',
				reads: [x, dy, weight],
				words: ([at = 0, gradient = 0, by = 0], to) => [
					...[at, gradient, to, by, count, width, ROW_NORMS[op.kind], floatWord(op.eps), each]
				],
				jobs: Math.ceil(count / each),
				out: [batchOf(x), ...shape]
			});
		},
		[weight]
	);
}

/** Gradients with a kernel of our own; TensorFlow.js's operations make up the rest. */
const gradients: { readonly [K in OpKind]?: Gradient<K> } = {
	...byActivation((kind) => () => slope(kind)),
	layerNorm: rows,
	rmsNorm: rows,
	simpleNorm: rows
};

/** How a gradient goes back through an operation by a kernel of ours; `null` where there is none. */
export async function compileWasmGradient<K extends OpKind>(
	args: GradientArguments<K>
): Promise<GradientKernel | null> {
	await openWasmEngine();
	const gradient: Gradient<K> | undefined = gradients[args.op.kind as K];
	return gradient ? gradient(args) : null;
}
