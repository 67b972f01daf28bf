import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { after, nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { addingThreads } from '../wgsl/channel-sums.ts';
import { channelFactors, channelNorms, scaledByImage } from '../wgsl/grn.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { groupThreads, rowPerGroup, rowPerThread, type RowNorm } from '../wgsl/row-norms.ts';
import { autotune, runsInSoftware } from '../autotune.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	noBias,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

/** Elements below which any kernel will do. */
const WORTH_MEASURING = 20_000;

type Row = Readonly<{ source: ShaderSource; threads: (rows: number) => number }>;

/** The faster kernel on this device for so many rows. */
async function rowKernel(
	of: RowNorm,
	count: number,
	depth: number,
	params: readonly Tensor[],
	halved: boolean
) {
	const make = (shape: RowNorm): readonly Row[] => [
		{ source: rowPerThread(shape), threads: (rows) => rows },
		{ source: rowPerGroup(shape), threads: groupThreads }
	];
	const variants = make({ ...of, epilogue: [] });
	const all = make(of);
	// A thread for each of few rows leaves a GPU idle.
	if (count * depth * of.vectorWidth < WORTH_MEASURING) return nth(all, runsInSoftware() ? 0 : 1);
	const octaves = runsInSoftware() ? [] : [count, depth].map((size) => Math.round(Math.log2(size)));
	const best = await autotune({
		key: [of.kind, of.vectorWidth, ...octaves, ...(halved ? ['f16'] : [])].join(' '),
		halved,
		x: [count, depth * of.vectorWidth],
		variants: variants.map(({ source, threads }) => ({
			name: source.key,
			code: source.code,
			run: (x) =>
				launch({
					source,
					reads: [x, ...params],
					sizes: { rows: count, depth },
					threads: threads(count),
					out: x.shape
				})
		}))
	});
	const at = variants.findIndex(({ source }) => source.key === best);
	return nth(all, Math.max(0, at));
}

async function rows(
	args:
		| OwnKernelArguments<'layerNorm'>
		| OwnKernelArguments<'rmsNorm'>
		| OwnKernelArguments<'simpleNorm'>
): Promise<CompiledKernel> {
	const { op, x, values, epilogue, out } = args;
	// The heads of a token are rows of their own.
	const heads = 'heads' in op ? (op.heads ?? 1) : 1;
	const width = channelsOf(x) / heads;
	const vectorWidth = vectorWidthOf(width);
	const params = values.map(vector);
	const buffers = op.kind === 'layerNorm' ? noBias(op, values) : [];
	const perImage = elements(x.slice(0, -1)) * heads;
	const depth = width / vectorWidth;
	const kernel = await rowKernel(
		{ kind: op.kind, vectorWidth, eps: op.eps, epilogue },
		args.batch * perImage,
		depth,
		[...params, ...buffers],
		args.precision === 'f16'
	);
	return {
		params,
		buffers,
		run(input, ...rest) {
			const count = batchOf(input) * perImage;
			return launch({
				source: kernel.source,
				reads: [input, ...params, ...buffers, ...othersOf(epilogue, rest)],
				sizes: { rows: count, depth },
				threads: kernel.threads(count),
				out: [batchOf(input), ...out]
			});
		}
	};
}

export const layerNorm = (args: OwnKernelArguments<'layerNorm'>): Promise<CompiledKernel> =>
	rows(args);
export const simpleNorm = (args: OwnKernelArguments<'simpleNorm'>): Promise<CompiledKernel> =>
	rows(args);
export const rmsNorm = (args: OwnKernelArguments<'rmsNorm'>): Promise<CompiledKernel> => rows(args);

export function grn({ op, x, out: shape, values }: OwnKernelArguments<'grn'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const depth = channelsOf(x) / vectorWidth;
	const positions = elements(x.slice(0, -1));
	const [weight, bias] = [vector(nth(values, 0)), vector(nth(values, 1))];
	const by = runsInSoftware() ? 'thread' : 'team';
	const norms = channelNorms(vectorWidth, by);
	const factors = channelFactors(vectorWidth, op.eps);
	const scaled = scaledByImage(vectorWidth);
	return {
		params: [weight, bias],
		buffers: [],
		run(input) {
			const images = batchOf(input);
			const few = images * depth;
			const out = [images, channelsOf(x)];
			const sizes = { positions, depth, skip: 0, count: few };
			// Sums of squares outgrow halves.
			const lengths = launch({
				...{ source: norms, reads: [input], sizes, out, result: 'f32' as const },
				threads: addingThreads(few, by)
			});
			const scale = after(
				launch({ source: factors, reads: [lengths, weight], sizes, threads: few, out }),
				lengths
			);
			const count = images * positions * depth;
			const y = launch({
				source: scaled,
				reads: [input, scale, bias],
				sizes: { positions, depth, count },
				threads: count,
				out: [images, ...shape]
			});
			dispose(scale);
			return y;
		}
	};
}
