import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { nth, type Ready } from '../kernel.ts';
import { quadShape, quadThreads, quadTile, type QuadShape } from '../wgsl/matrix-quad.ts';
import { fitsShared, sharedThreads, sharedTile } from '../wgsl/matrix-shared.ts';
import { matrixKey, registerTile, type Matrix, type MatrixSizes } from '../wgsl/matrix.ts';
import { launch, type Source } from '../wgsl/program.ts';
import { hasQuads } from '../wgsl/quads.ts';
import { choose, runsInSoftware } from './choose.ts';
import { batchOf, othersOf, type OwnMaking } from './own.ts';

const TILES = [17, 16, 14, 13, 12, 10, 8, 7, 4, 2, 1];

/**
 * Rows of a tile that leave little of the last one empty.
 *
 * @param cost of a tile beside its products, in rows: reading the weights again
 */
const tileFor = (rows: number, cost: number): number => {
	const total = (tile: number): number => Math.ceil(rows / tile) * (tile + cost);
	return TILES.reduce((best, tile) => (total(tile) < total(best) ? tile : best));
};

/** All but the rows, which grow with the batch. */
type Sizes = Omit<MatrixSizes, 'rows'>;

/** What a matrix kernel runs on. */
export type Product = Readonly<{
	matrix: Matrix;
	sizes: Sizes;
	/** Of one image. */
	rows: number;
	weight: Tensor;
	bias: Tensor | undefined;
}>;

/** A kernel for a product: its shader, and threads for so many rows and columns. */
type Way = Readonly<{
	source: (matrix: Matrix, rows: number, sizes: Sizes) => Source;
	threads: (rows: number, sizes: Sizes, matrix: Matrix) => number;
}>;

const register = (tileOf: (rows: number) => number): Way => ({
	source: (matrix, rows) => registerTile(matrix, tileOf(rows)),
	threads: (rows, { columns }) => Math.ceil(rows / tileOf(rows)) * columns
});

const shared = (tile: number): Way => ({
	source: (matrix) => sharedTile(matrix, tile),
	threads: (rows, { columns }) => sharedThreads(tile, rows, columns)
});

/** Asked only where quads fit. */
function quadOf(matrix: Matrix, rows: number, sizes: Sizes): QuadShape {
	const shape = quadShape(matrix, rows, sizes);
	if (!shape) throw new Error('a quad does not fit this product');
	return shape;
}

/** `tall` reads least for its products on its own; `low` and `shared` keep more of a GPU busy. */
const WAYS = {
	tall: register((rows) => tileFor(rows, 2)),
	low: register((rows) => Math.min(4, tileFor(rows, 2))),
	'shared 64': shared(64),
	'shared 32': shared(32),
	quad: {
		source: (matrix, rows, sizes) => quadTile(matrix, quadOf(matrix, rows, sizes)),
		threads: (rows, sizes, matrix) => quadThreads(quadOf(matrix, rows, sizes), rows, sizes.columns)
	}
} as const satisfies Record<string, Way>;
type WayName = keyof typeof WAYS;
const WAY_NAMES: readonly WayName[] = ['quad', 'tall', 'low', 'shared 64', 'shared 32'];

/** Those that can be the fastest where software plays the GPU: the most products for what they read. */
const IN_SOFTWARE: readonly WayName[] = ['quad', 'tall'];

/** Multiply-accumulates below which any kernel will do. */
const WORTH_MEASURING = 4e6;
/** Multiply-accumulates of a measurement where software plays the GPU, if that leaves enough rows. */
const MEASURED = 4e7;
const FEWEST_ROWS = 112;
/** Sizes by which a release of a kernel is told from another. */
const SAMPLE_ROWS = 64;
const SAMPLE = { columns: 48, groupColumns: 48, depth: 8 };

/** Sizes within a factor of two or so are asked about together. */
const octave = (size: number): number => Math.round(Math.log2(size));

/** The ways that can compute it on this device. */
async function waysFor({ matrix, sizes }: Product, groups: number): Promise<readonly WayName[]> {
	const quads = quadShape(matrix, 1, sizes) !== null && (await hasQuads());
	const fits = (name: WayName): boolean => {
		if (name === 'quad') return quads;
		return !name.startsWith('shared') || fitsShared(matrix, groups);
	};
	return (runsInSoftware() ? IN_SOFTWARE : WAY_NAMES).filter(fits);
}

/** The fastest way on this device for products of this size. */
async function wayOf(of: Product, making: OwnMaking): Promise<Way> {
	const { matrix, sizes, rows, weight, bias } = of;
	const groups = making.op.kind === 'conv' ? making.op.groups : 1;
	const names = await waysFor(of, groups);
	const each = sizes.length * sizes.columns * matrix.lanes;
	const all = making.batch * rows;
	if (all * each < WORTH_MEASURING) return WAYS[nth(names, 0)];

	const plain: Matrix = { ...matrix, finish: [] };
	const kind = `${matrixKey(plain)}${groups > 1 ? ' groups' : ''}`;
	// In software nothing waits for memory or for others, so one size tells of all.
	const software = runsInSoftware();
	const size = software ? [] : [all, sizes.length, sizes.columns].map(octave);
	const few = Math.max(FEWEST_ROWS, Math.ceil(MEASURED / each));
	const some = software ? Math.min(rows, few) : rows;
	const best = await choose({
		text: [kind, ...size].join(' '),
		x: [1, elements(making.x)],
		candidates: names.map((name) => ({
			name,
			code: WAYS[name].source(plain, SAMPLE_ROWS, { ...sizes, ...SAMPLE }).code,
			run: (x) =>
				launch({
					source: WAYS[name].source(plain, some, sizes),
					reads: [x, weight, ...(bias ? [bias] : [])],
					sizes: { ...sizes, rows: some },
					threads: WAYS[name].threads(some, sizes, plain),
					out: [some, sizes.columns * matrix.lanes]
				})
		}))
	});
	return WAYS[names.find((name) => name === best) ?? nth(names, 0)];
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
				source: way.source(matrix, all, sizes),
				reads: [x, ...params, ...othersOf(matrix.finish, rest)],
				sizes: { ...sizes, rows: all },
				threads: way.threads(all, sizes, matrix),
				out: [batchOf(x), ...making.out]
			});
		}
	};
}
