import type { Tensor } from '@tensorflow/tfjs-core';
import { slidingAxes } from '../../../arch/ops/windowed.ts';
import { PLACES, tilesOf } from '../../plan/conv-tiles.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	othersOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { wasmEngine } from '../current.ts';
import { writtenVector } from '../host.ts';
import { launch } from '../launch.ts';
import { tileSplit } from '../split.ts';
import { once, type Place, type WasmVariant } from '../variants.ts';
import { tileWeights } from './tile-weights.ts';

type Packed = Readonly<{ params: readonly Tensor[]; fill: number }>;

function pack({ op, x, values }: OwnKernelArguments<'conv'>): Packed {
	const weight = nth(values, 0);
	const into = x[2] ?? 0;
	const weights = writtenVector(PLACES * op.out * into, (to) =>
		tileWeights(weight, op.out, into, to)
	);
	const biases = op.bias ? [vector(nth(values, 1))] : [];
	return { params: [weights, ...biases], fill: weights.size - weight.length };
}

function winograd({ params, fill }: Packed, { op, x, out, epilogue }: Place): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const hasRelu = epilogue[0] === 'relu';
	const left = hasRelu ? epilogue.slice(1) : epilogue;
	return {
		params,
		fill,
		buffers: [],
		run(input, ...others) {
			const tiles = batchOf(input) * tilesOf(outHeight, outWidth);
			const split = tileSplit(tiles, channels, op.out);
			return launch({
				kernel: 'winograd',
				reads: [input, ...params],
				epilogue: left,
				others: othersOf(epilogue, others),
				words: ([at = 0, weights = 0, bias = 0], to) => [
					...[at, weights, bias, to, height, width, channels, op.out],
					...[outHeight, outWidth, rows.before, columns.before],
					...[wasmEngine().zeros(4 * channels), tiles],
					...[split.tilesPerJob, split.panelsPerJob, split.panelJobs, hasRelu ? 1 : 0]
				],
				jobs: split.jobs,
				scratch: split.scratch,
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** A 3 × 3 convolution in tiles of 2 × 2 results, with fewer than half of the multiplications. */
export function tiled(args: OwnKernelArguments<'conv'>): WasmVariant {
	const packed = once(() => pack(args));
	return { name: 'tiles', kernel: (place) => winograd(packed(), place) };
}
