import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { LayerOp } from '../../../arch/net.ts';
import { elements } from '../../../arch/ops.ts';
import { convFilter, inPanels, transposed } from '../../layouts.ts';
import { nth, type Ready } from '../kernel.ts';
import { depthwise, stripsOf } from '../wgsl/depthwise.ts';
import { fitsShared, sharedThreads, sharedTile } from '../wgsl/matrix-shared.ts';
import { MATRIX_SIZES, matrixKey, registerTile, type Matrix } from '../wgsl/matrix.ts';
import { lanesOf, launch, type Source } from '../wgsl/program.ts';
import { choose } from './choose.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';

/** What a row costs beside its products, in rows: reading the weights again. */
const TILE_COST = 2;
const TILES = [16, 14, 8, 7, 4, 2, 1];

/** Rows of a tile that leave little of the last one empty. */
export const tileFor = (rows: number): number => {
	const cost = (tile: number): number => Math.ceil(rows / tile) * (tile + TILE_COST);
	return TILES.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
};

/** Columns of the weights that lie together, in lanes: as many as fill a line of the cache. */
const panelOf = (columns: number): number => [4, 2].find((panel) => columns % panel === 0) ?? 1;

type Sizes = Readonly<Record<(typeof MATRIX_SIZES)[number], number>>;

/** What a matrix kernel runs on: `sizes` but for `rows`, which grow with the batch. */
type Product = Readonly<{
	matrix: Matrix;
	sizes: Omit<Sizes, 'rows'>;
	/** Of one image. */
	rows: number;
	weight: Tensor;
	bias: Tensor | undefined;
}>;

/** A kernel for a product: its shader, and threads for so many rows and columns. */
type Way = Readonly<{
	source: (matrix: Matrix, rows: number) => Source;
	threads: (rows: number, columns: number) => number;
}>;

const register = (tileOf: (rows: number) => number): Way => ({
	source: (matrix, rows) => registerTile(matrix, tileOf(rows)),
	threads: (rows, columns) => Math.ceil(rows / tileOf(rows)) * columns
});

const shared = (tile: number): Way => ({
	source: (matrix) => sharedTile(matrix, tile),
	threads: (rows, columns) => sharedThreads(tile, rows, columns)
});

/** `tall` reads least for its products; the others keep more of a GPU busy. */
const WAYS = {
	tall: register(tileFor),
	low: register((rows) => Math.min(4, tileFor(rows))),
	'shared 64': shared(64),
	'shared 32': shared(32)
} as const;
type WayName = keyof typeof WAYS;
const WAY_NAMES: readonly WayName[] = ['tall', 'low', 'shared 64', 'shared 32'];

/** Multiply-accumulates below which any kernel will do. */
const WORTH_MEASURING = 4e6;
/** Multiply-accumulates of a measurement, if that leaves enough rows. */
const MEASURED = 1e7;
const FEWEST_ROWS = 64;

/** Sizes within a factor of two or so are asked about together. */
const octave = (size: number): number => Math.round(Math.log2(size));

/** The fastest way on this device for products of this size. */
async function wayOf(
	{ matrix, sizes, rows, weight, bias }: Product,
	making: OwnMaking
): Promise<Way> {
	const each = sizes.length * sizes.columns * matrix.lanes;
	const all = making.batch * rows;
	const groups = making.op.kind === 'conv' ? making.op.groups : 1;
	if (all * each < WORTH_MEASURING) return WAYS.tall;
	const some = Math.min(all, rows, Math.max(FEWEST_ROWS, Math.ceil(MEASURED / each)));
	const plain: Matrix = { ...matrix, finish: [] };
	const x = zeros([1, elements(making.x)]);
	const names = WAY_NAMES.filter(
		(name) => !name.startsWith('shared') || fitsShared(matrix, groups)
	);
	const candidates = names.map((name) => ({
		name,
		run: () =>
			launch({
				source: WAYS[name].source(plain, some),
				reads: [x, weight, ...(bias ? [bias] : [])],
				sizes: { ...sizes, rows: some },
				threads: WAYS[name].threads(some, sizes.columns),
				out: [some, sizes.columns * matrix.lanes]
			})
	}));
	const question = [matrixKey(plain), ...[all, sizes.length, sizes.columns].map(octave)].join(' ');
	const best = await choose(question, candidates);
	x.dispose();
	return WAYS[names.find((name) => name === best) ?? 'tall'];
}

async function product(of: Product, making: OwnMaking): Promise<Ready> {
	const { matrix, sizes, rows, weight, bias } = of;
	const way = await wayOf(of, making);
	const params = bias ? [weight, bias] : [weight];
	return {
		params,
		buffers: [],
		run(x, ...rest) {
			const all = batchOf(x) * rows;
			return launch({
				source: way.source(matrix, all),
				reads: [x, ...params, ...othersOf(matrix.finish, rest)],
				sizes: { ...sizes, rows: all },
				threads: way.threads(all, sizes.columns),
				out: [batchOf(x), ...making.out]
			});
		}
	};
}

const ONE_BY_ONE = {
	height: 1,
	width: 1,
	channels: 1,
	outWidth: 1,
	positions: 1,
	side: 1,
	stride: 1,
	padding: 0,
	groupColumns: 1
};

/** On the last axis, whatever stands before it. */
export function linear(making: OwnMaking<'linear'>): Promise<Ready> {
	const { op, x, values, finish } = making;
	const into = channelsOf(x);
	const matrix: Matrix = {
		xLanes: lanesOf(into),
		lanes: lanesOf(op.out),
		gathers: false,
		pads: false,
		bias: op.bias,
		finish
	};
	return product(
		{
			matrix,
			sizes: {
				...ONE_BY_ONE,
				columns: op.out / matrix.lanes,
				depth: into / matrix.xLanes,
				length: into,
				panel: panelOf(op.out / matrix.lanes)
			},
			rows: elements(x.slice(0, -1)),
			weight: vector(
				inPanels(
					transposed(nth(values, 0), op.out, into),
					op.out,
					matrix.lanes * panelOf(op.out / matrix.lanes)
				)
			),
			bias: op.bias ? vector(nth(values, 1)) : undefined
		},
		making
	);
}

/** Dense and grouped convolutions. */
function matrixConv(making: OwnMaking<'conv'>): Promise<Ready> {
	const { op, x, out, values, finish } = making;
	const { kernel, stride, padding, groups } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const into = channels / groups;
	const matrix: Matrix = {
		xLanes: lanesOf(into),
		lanes: lanesOf(op.out / groups),
		gathers: kernel > 1 || stride > 1 || groups > 1 || padding > 0,
		pads: padding > 0,
		bias: op.bias,
		finish
	};
	const sizes = {
		columns: op.out / matrix.lanes,
		depth: into / matrix.xLanes,
		length: into * kernel * kernel,
		panel: panelOf(op.out / matrix.lanes),
		height,
		width,
		channels: channels / matrix.xLanes,
		outWidth,
		positions: outHeight * outWidth,
		side: kernel,
		stride,
		padding,
		groupColumns: op.out / groups / matrix.lanes
	};
	return product(
		{
			matrix,
			sizes,
			rows: outHeight * outWidth,
			weight: vector(
				inPanels(
					convFilter(nth(values, 0), op.out, into, kernel),
					op.out,
					matrix.lanes * panelOf(op.out / matrix.lanes)
				)
			),
			bias: op.bias ? vector(nth(values, 1)) : undefined
		},
		making
	);
}

function depthwiseConv({ op, x, out, values, finish }: OwnMaking<'conv'>): Ready {
	const { kernel, stride, padding } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const lanes = lanesOf(channels);
	const source = depthwise({ kernel, stride, lanes, bias: op.bias, finish });
	const weight = vector(convFilter(nth(values, 0), channels, 1, kernel));
	const params = op.bias ? [weight, vector(nth(values, 1))] : [weight];
	const depth = channels / lanes;
	const strips = stripsOf(outWidth);
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * outHeight * strips * depth;
			return launch({
				source,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: { height, width, depth, outHeight, outWidth, strips, padding, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

const isDepthwise = ({ groups, out }: LayerOp<'conv'>, channels: number): boolean =>
	groups === channels && groups === out && groups > 1;

export const conv = (making: OwnMaking<'conv'>): Ready | Promise<Ready> =>
	isDepthwise(making.op, channelsOf(making.x)) ? depthwiseConv(making) : matrixConv(making);
