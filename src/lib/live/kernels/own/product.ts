import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import type { Ready } from '../kernel.ts';
import { fitsShared, sharedThreads, sharedTile } from '../wgsl/matrix-shared.ts';
import { matrixKey, registerTile, type Matrix, type MatrixSizes } from '../wgsl/matrix.ts';
import { launch, type Source } from '../wgsl/program.ts';
import { choose, chosen, runsInSoftware } from './choose.ts';
import { batchOf, othersOf, type OwnMaking } from './own.ts';

/** What a row costs beside its products, in rows: reading the weights again. */
const TILE_COST = 2;
const TILES = [16, 14, 8, 7, 4, 2, 1];

/** Rows of a tile that leave little of the last one empty. */
const tileFor = (rows: number): number => {
	const cost = (tile: number): number => Math.ceil(rows / tile) * (tile + TILE_COST);
	return TILES.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
};

/** What a matrix kernel runs on: `sizes` but for `rows`, which grow with the batch. */
export type Product = Readonly<{
	matrix: Matrix;
	sizes: Omit<MatrixSizes, 'rows'>;
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
/** Multiply-accumulates of a measurement where software plays the GPU, if that leaves enough rows. */
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
	const names = WAY_NAMES.filter(
		(name) => !name.startsWith('shared') || fitsShared(matrix, groups)
	);
	const plain: Matrix = { ...matrix, finish: [] };
	const question = [matrixKey(plain), ...[all, sizes.length, sizes.columns].map(octave)].join(' ');
	const known = chosen(question);
	if (known !== undefined) return WAYS[names.find((name) => name === known) ?? 'tall'];

	const few = Math.max(FEWEST_ROWS, Math.ceil(MEASURED / each));
	const some = runsInSoftware() ? Math.min(rows, few) : rows;
	const x = zeros([1, elements(making.x)]);
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
	const best = await choose(question, candidates);
	x.dispose();
	return WAYS[names.find((name) => name === best) ?? 'tall'];
}

/** Makes a product ready, the fastest way. */
export async function product(of: Product, making: OwnMaking): Promise<Ready> {
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
