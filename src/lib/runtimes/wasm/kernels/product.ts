import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { slidingAxes } from '../../../arch/ops/windowed.ts';
import { hasTiles, triesTiles } from '../../plan/conv-tiles.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { wasmEngine } from '../current.ts';
import { writtenVector } from '../host.ts';
import { launch } from '../launch.ts';
import { productSplit } from '../split.ts';
import { fastest, once, type WasmVariant } from '../variants.ts';
import { tiled } from './winograd.ts';
import { biasPanels, panelFloats, panelOf, weightPanels, type Panels } from './panels.ts';

/** How rows are gathered from a map. */
type Gathering = Readonly<{
	height: number;
	width: number;
	outHeight: number;
	outWidth: number;
	down: number;
	across: number;
	stride: number;
	dilation: number;
	top: number;
	left: number;
}>;

type Product = Readonly<{
	/** `[out, in / groups, taps]` and `[out]`. */
	weight: Float32Array;
	bias: Float32Array | undefined;
	panels: Panels;
	/** Rows of one image. */
	rows: number;
	/** `null` where each row is one of the input. */
	gathering: Gathering | null;
}>;

type Packed = Readonly<{ params: readonly Tensor[]; fill: number }>;

const inPanels = (values: Float32Array, of: Panels): Tensor =>
	writtenVector(panelFloats(of), (to) => weightPanels(values, of, to));

function pack({ weight, bias, panels }: Product): Packed {
	const params = [inPanels(weight, panels), ...(bias ? [inPanels(bias, biasPanels(panels))] : [])];
	const size = params.reduce((sum, tensor) => sum + tensor.size, 0);
	return { params, fill: size - weight.length - (bias?.length ?? 0) };
}

function product(
	of: Product,
	{ params, fill }: Packed,
	{ x, out, epilogue }: Pick<OwnKernelArguments, 'x' | 'out' | 'epilogue'>
): CompiledKernel {
	const { panels, gathering } = of;
	const channels = channelsOf(x);
	const panel = panelOf(panels);
	const columns = panels.out / panels.groups;
	const panelCount = panels.groups * Math.ceil(columns / panel);
	const [down, across] = [gathering?.down ?? 1, gathering?.across ?? 1];
	const [first, ...rest] = epilogue;
	const hasRelu = first === 'relu';
	const left = hasRelu ? rest : epilogue;
	return {
		params,
		fill,
		buffers: [],
		run(input, ...others) {
			const rows = batchOf(input) * of.rows;
			const split = productSplit(rows, down * across, panelCount);
			return launch({
				kernel: 'product',
				reads: [input, ...params],
				epilogue: left,
				others: othersOf(epilogue, others),
				words: ([at = 0, weights = 0, bias = 0], to) => [
					...[at, weights, bias, to, rows, columns, panels.groups, panel],
					...[down, across, panels.into, wasmEngine().zeros(4 * across * channels), channels],
					...[gathering?.height ?? 0, gathering?.width ?? 0],
					...[gathering?.outHeight ?? 0, gathering?.outWidth ?? 0],
					...[gathering?.stride ?? 0, gathering?.dilation ?? 0],
					...[gathering?.top ?? 0, gathering?.left ?? 0, gathering ? 1 : 0],
					...[split.rowsPerJob, split.panelsPerJob, split.panelJobs, hasRelu ? 1 : 0]
				],
				jobs: split.jobs,
				scratch: split.scratch,
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** On the last axis, whatever stands before it. */
export function linear(args: OwnKernelArguments<'linear'>): CompiledKernel {
	const { op, x, values } = args;
	const of = {
		weight: nth(values, 0),
		bias: op.bias === false ? undefined : nth(values, 1),
		panels: { out: op.out, into: channelsOf(x), taps: 1, groups: 1 },
		rows: elements(x.slice(0, -1)),
		gathering: null
	};
	return product(of, pack(of), args);
}

type Conv = Pick<OwnKernelArguments<'conv'>, 'op' | 'x' | 'out' | 'values'>;

/** A convolution as a product whose rows are found on the map as it lies. */
function convProduct({ op, x, out, values }: Conv): Product {
	const { stride, dilation = 1, groups } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const taps = rows.kernel * columns.kernel;
	const pads = [rows, columns].some(({ before, after }) => before + after > 0);
	const plain = taps === 1 && stride === 1 && !pads;
	return {
		weight: nth(values, 0),
		bias: op.bias ? nth(values, 1) : undefined,
		panels: { out: op.out, into: channels / groups, taps, groups },
		rows: outHeight * outWidth,
		gathering: plain
			? null
			: {
					...{ height, width, outHeight, outWidth, stride, dilation },
					...{ down: rows.kernel, across: columns.kernel },
					...{ top: rows.before, left: columns.before }
				}
	};
}

function direct(args: OwnKernelArguments<'conv'>): WasmVariant {
	const packed = once(() => pack(convProduct(args)));
	return {
		name: 'direct',
		kernel: (place) => product(convProduct({ ...args, ...place }), packed(), place)
	};
}

/** Dense and grouped convolutions: directly, or in tiles where these fit and are faster. */
export function matrixConv(args: OwnKernelArguments<'conv'>): Promise<CompiledKernel> {
	const { op, x, out } = args;
	const [rule, other] = hasTiles(op, x, out)
		? [tiled(args), direct(args)]
		: [direct(args), tiled(args)];
	return triesTiles(op, x, out) ? fastest([rule, other], args) : Promise.resolve(rule.kernel(args));
}
