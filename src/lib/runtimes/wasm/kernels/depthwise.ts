import { slidingAxes } from '../../../arch/ops/windowed.ts';
import { convFilter } from '../../plan/weight-layouts.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	othersOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { launch } from '../launch.ts';
import { rowsPerJob } from '../split.ts';

/** Channels that are computed together; with fewer, tfjs has to. */
export const FEWEST_CHANNELS = 8;

/** Each channel filtered alone, with any kernel, stride, padding and dilation. */
export function depthwise({
	op,
	x,
	out,
	values,
	epilogue
}: OwnKernelArguments<'conv'>): CompiledKernel {
	const { stride, dilation = 1 } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const weight = vector(convFilter(nth(values, 0), channels, 1, rows.kernel * columns.kernel));
	const params = op.bias ? [weight, vector(nth(values, 1))] : [weight];
	return {
		params,
		buffers: [],
		run(input, ...others) {
			const count = batchOf(input) * outHeight;
			const each = rowsPerJob(count, outWidth * channels);
			return launch({
				kernel: 'depthwise',
				reads: [input, ...params],
				epilogue,
				others: othersOf(epilogue, others),
				words: ([at = 0, weights = 0, bias = 0], to) => [
					...[at, to, weights, bias, count, height, width, channels, outHeight, outWidth],
					...[rows.kernel, columns.kernel, stride, dilation, rows.before, columns.before, each]
				],
				jobs: Math.ceil(count / each),
				out: [batchOf(input), ...out]
			});
		}
	};
}
