import { elements } from '../../../arch/ops.ts';
import { slidingAxes, type Sliding } from '../../../arch/ops/windowed.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { launch } from '../launch.ts';
import { rowsPerJob } from '../split.ts';

/** Channels of a job of `mean`. */
const SOME_CHANNELS = 32;

const KINDS = { largest: 0, mean: 1, meanOfPadded: 2 } as const;

/** Slides over a map. */
function slid(
	op: Sliding,
	kind: keyof typeof KINDS,
	{ x, out, epilogue }: OwnKernelArguments
): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const [rows, columns] = slidingAxes(op, [height, width]);
	return stateless((input, ...others) => {
		const count = batchOf(input) * outHeight;
		const each = rowsPerJob(count, outWidth * channels);
		return launch({
			kernel: 'pool',
			reads: [input],
			epilogue,
			others: othersOf(epilogue, others),
			words: ([at = 0], to) => [
				...[at, to, count, height, width, channels, outHeight, outWidth],
				...[rows.kernel, columns.kernel, op.stride, rows.before, columns.before],
				...[rows.after, columns.after, KINDS[kind], each]
			],
			jobs: Math.ceil(count / each),
			out: [batchOf(input), ...out]
		});
	});
}

export const maxPool = (args: OwnKernelArguments<'maxPool'>): CompiledKernel =>
	slid(args.op, 'largest', args);

export const avgPool = (args: OwnKernelArguments<'avgPool'>): CompiledKernel =>
	slid(args.op, args.op.countPadding ? 'meanOfPadded' : 'mean', args);

/** Over a map's positions, or over tokens but the first `skip`. */
function average({ x, out }: OwnKernelArguments, skip: number): CompiledKernel {
	const channels = channelsOf(x);
	return stateless((input) =>
		launch({
			kernel: 'mean',
			reads: [input],
			words: ([at = 0], to) => [at, to, elements(x.slice(0, -1)), channels, skip],
			jobs: batchOf(input) * Math.ceil(channels / SOME_CHANNELS),
			out: [batchOf(input), ...out]
		})
	);
}

export const globalPool = (args: OwnKernelArguments<'globalPool'>): CompiledKernel =>
	average(args, 0);
export const meanPool = (args: OwnKernelArguments<'meanPool'>): CompiledKernel =>
	average(args, args.op.skip);
