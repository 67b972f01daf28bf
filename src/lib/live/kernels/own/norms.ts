import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { after, nth, type Ready } from '../kernel.ts';
import { channelFactors, channelNorms, scaledByImage } from '../wgsl/grn.ts';
import { lanesOf, launch, type Source } from '../wgsl/program.ts';
import { groupThreads, rowPerGroup, rowPerThread, type Rows } from '../wgsl/rows.ts';
import { choose, runsInSoftware } from './choose.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';

/** Elements below which any kernel will do. */
const WORTH_MEASURING = 20_000;

type Row = Readonly<{ source: Source; threads: (rows: number) => number }>;

/** The faster kernel on this device for so many rows. */
async function rowKernel(of: Rows, count: number, depth: number, params: readonly Tensor[]) {
	const make = (shape: Rows): readonly Row[] => [
		{ source: rowPerThread(shape), threads: (rows) => rows },
		{ source: rowPerGroup(shape), threads: groupThreads }
	];
	const ways = make({ ...of, finish: [] });
	const all = make(of);
	if (count * depth * of.lanes < WORTH_MEASURING) return nth(all, 0);
	const octaves = runsInSoftware() ? [] : [count, depth].map((size) => Math.round(Math.log2(size)));
	const best = await choose({
		text: [of.kind, of.lanes, ...octaves].join(' '),
		x: [count, depth * of.lanes],
		candidates: ways.map(({ source, threads }) => ({
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
	const at = ways.findIndex(({ source }) => source.key === best);
	return nth(all, Math.max(0, at));
}

async function rows(making: OwnMaking<'layerNorm'> | OwnMaking<'rmsNorm'>): Promise<Ready> {
	const { op, x, values, finish, out } = making;
	const lanes = lanesOf(channelsOf(x));
	const params = values.map(vector);
	const perImage = elements(x.slice(0, -1));
	const kernel = await rowKernel(
		{ kind: op.kind, lanes, eps: op.eps, finish },
		making.batch * perImage,
		channelsOf(x) / lanes,
		params
	);
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * perImage;
			return launch({
				source: kernel.source,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: { rows: count, depth: channelsOf(x) / lanes },
				threads: kernel.threads(count),
				out: [batchOf(input), ...out]
			});
		}
	};
}

export const layerNorm = (making: OwnMaking<'layerNorm'>): Promise<Ready> => rows(making);
export const rmsNorm = (making: OwnMaking<'rmsNorm'>): Promise<Ready> => rows(making);

export function grn({ op, x, out, values }: OwnMaking<'grn'>): Ready {
	const lanes = lanesOf(channelsOf(x));
	const depth = channelsOf(x) / lanes;
	const positions = elements(x.slice(0, -1));
	const [weight, bias] = [vector(nth(values, 0)), vector(nth(values, 1))];
	const norms = channelNorms(lanes);
	const factors = channelFactors(lanes, op.eps);
	const scaled = scaledByImage(lanes);
	return {
		params: [weight, bias],
		buffers: [],
		run(input) {
			const images = batchOf(input);
			const few = { out: [images, channelsOf(x)], threads: images * depth };
			const sizes = { positions, depth, count: images * depth };
			const lengths = launch({ ...few, source: norms, reads: [input], sizes });
			const scale = after(
				launch({ ...few, source: factors, reads: [lengths, weight], sizes }),
				lengths
			);
			const count = images * positions * depth;
			const y = launch({
				source: scaled,
				reads: [input, scale, bias],
				sizes: { positions, depth, count },
				threads: count,
				out: [images, ...out]
			});
			dispose(scale);
			return y;
		}
	};
}
