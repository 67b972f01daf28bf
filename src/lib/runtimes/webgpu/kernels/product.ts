import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { inPanels } from '../../plan/weight-layouts.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	quadPanel,
	quadShape,
	quadThreads,
	quadTile,
	type QuadShape
} from '../software/matrix-quad.ts';
import { fitsShared, sharedThreads, sharedTile } from '../wgsl/matrix-shared.ts';
import { matrixKey, registerTile, type Matrix, type MatrixSizes } from '../wgsl/matrix.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';
import { hasQuads } from '../software/quads.ts';
import { autotune, runsInSoftware, type KernelVariant } from '../autotune/autotune.ts';
import { batchOf, othersOf, vector, type OwnKernelArguments } from './kernel.ts';
import { fitTexels, texels } from '../software/weight-textures.ts';

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

/** All but the rows, which grow with the batch, and the panels of the weights. */
type Sizes = Omit<MatrixSizes, 'rows' | 'panel'>;

/** What a matrix kernel runs on. */
export type Product = Readonly<{
	matrix: Matrix;
	sizes: Sizes;
	/** Of one image. */
	rows: number;
	/** `[length, columns]`, for all groups. */
	weight: Float32Array;
	bias: Float32Array | undefined;
}>;

/** Whether weights of a product go into a texture here. */
const inTexture = ({ matrix, weight }: Product): boolean =>
	// With what pads its panels, which is little where weights are large.
	runsInSoftware() && matrix.vectorWidth === 4 && fitTexels(2 * weight.length);

/** A kernel for so many rows. */
type Kernel = Readonly<{
	source: (matrix: Matrix) => ShaderSource;
	threads: number;
	/** Columns of the weights that lie together, in lanes. */
	panel: number;
}>;

/** @param texels whether weights are in a texture */
type Variant = (matrix: Matrix, rows: number, sizes: Sizes, texels: boolean) => Kernel;

/** As many columns as fill a line of the cache. */
const panelOf = (columns: number): number => [4, 2].find((panel) => columns % panel === 0) ?? 1;

const register =
	(tileOf: (rows: number) => number): Variant =>
	(_, rows, { columns }, inTexels) => ({
		source: (matrix) => registerTile(matrix, tileOf(rows), inTexels),
		threads: Math.ceil(rows / tileOf(rows)) * columns,
		panel: panelOf(columns)
	});

const shared =
	(tile: number): Variant =>
	(_, rows, { columns }) => ({
		source: (matrix) => sharedTile(matrix, tile),
		threads: sharedThreads(tile, rows, columns),
		panel: panelOf(columns)
	});

/** Asked only where quads fit. */
function quadOf(matrix: Matrix, rows: number, sizes: Sizes): QuadShape {
	const shape = quadShape(matrix, rows, sizes);
	if (!shape) throw new Error('a quad does not fit this product');
	return shape;
}

const quad: Variant = (matrix, rows, sizes) => {
	const shape = quadOf(matrix, rows, sizes);
	return {
		source: (withEpilogues) => quadTile(withEpilogues, shape),
		threads: quadThreads(shape, rows, sizes.columns),
		panel: quadPanel(shape)
	};
};

/**
 * `tall` reads least for its products on its own; `low` and `shared` keep more of a GPU busy. `quad`
 * is for software that plays one.
 */
const VARIANTS = {
	tall: register((rows) => tileFor(rows, 2)),
	low: register((rows) => Math.min(4, tileFor(rows, 2))),
	'shared 64': shared(64),
	'shared 32': shared(32),
	quad
} as const satisfies Record<string, Variant>;
type VariantName = keyof typeof VARIANTS;
const ON_HARDWARE: readonly VariantName[] = ['tall', 'low', 'shared 64', 'shared 32'];

/** The most products for what they read. */
const IN_SOFTWARE: readonly VariantName[] = ['quad', 'tall'];

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
async function variantsFor(of: Product, groups: number): Promise<readonly VariantName[]> {
	const { matrix, sizes } = of;
	if (!runsInSoftware()) {
		const fits = (name: VariantName): boolean =>
			!name.startsWith('shared') || fitsShared(matrix, groups);
		return ON_HARDWARE.filter(fits);
	}
	const quads = quadShape(matrix, 1, sizes) !== null && inTexture(of);
	return quads && (await hasQuads()) ? IN_SOFTWARE : ['tall'];
}

/** The weights as a kernel reads them. */
function arranged(of: Product, panel: number): Tensor {
	const { matrix, sizes, weight } = of;
	const values = inPanels(weight, sizes.columns * matrix.vectorWidth, panel * matrix.vectorWidth);
	return inTexture(of) ? texels(values, weight.length) : vector(values);
}

/** The fastest way on this device for products of this size. */
async function variantOf(
	of: Product,
	bias: Tensor | undefined,
	args: OwnKernelArguments
): Promise<Variant> {
	const { matrix, sizes, rows } = of;
	const groups = args.op.kind === 'conv' ? args.op.groups : 1;
	const names = await variantsFor(of, groups);
	const each = sizes.length * sizes.columns * matrix.vectorWidth;
	const all = args.batch * rows;
	if (all * each < WORTH_MEASURING) return VARIANTS[nth(names, 0)];

	const plain: Matrix = { ...matrix, epilogue: [] };
	const kind = `${matrixKey(plain)}${groups > 1 ? ' groups' : ''}`;
	// In software nothing waits for memory or for others, so one size tells of all.
	const software = runsInSoftware();
	const size = software ? [] : [all, sizes.length, sizes.columns].map(octave);
	const few = Math.max(FEWEST_ROWS, Math.ceil(MEASURED / each));
	const some = software ? Math.min(rows, few) : rows;
	const weights = new Map<VariantName, Tensor>();
	const texture = inTexture(of);
	const kernelVariant = (name: VariantName): KernelVariant => ({
		name,
		code: VARIANTS[name](plain, SAMPLE_ROWS, { ...sizes, ...SAMPLE }, texture).source(plain).code,
		run(x) {
			const kernel = VARIANTS[name](plain, some, sizes, texture);
			const weight = weights.get(name) ?? arranged(of, kernel.panel);
			weights.set(name, weight);
			return launch({
				source: kernel.source(plain),
				reads: [x, weight, ...(bias ? [bias] : [])],
				sizes: { ...sizes, rows: some, panel: kernel.panel },
				threads: kernel.threads,
				out: [some, sizes.columns * matrix.vectorWidth]
			});
		}
	});
	const best = await autotune({
		text: [kind, ...size].join(' '),
		x: [1, elements(args.x)],
		variants: names.map(kernelVariant)
	});
	dispose([...weights.values()]);
	return VARIANTS[names.find((name) => name === best) ?? nth(names, 0)];
}

/** Makes a product ready, the fastest way. */
export async function product(of: Product, args: OwnKernelArguments): Promise<CompiledKernel> {
	const { matrix, sizes, rows } = of;
	const { out } = args;
	const bias = of.bias && vector(of.bias);
	const variant = await variantOf(of, bias, args);
	const texture = inTexture(of);
	const weight = arranged(of, variant(matrix, rows, sizes, texture).panel);
	const params = bias ? [weight, bias] : [weight];
	return {
		params,
		buffers: [],
		run(x, ...rest) {
			const all = batchOf(x) * rows;
			const { source, threads, panel } = variant(matrix, all, sizes, texture);
			return launch({
				source: source(matrix),
				reads: [x, ...params, ...othersOf(matrix.epilogue, rest)],
				sizes: { ...sizes, rows: all, panel },
				threads,
				out: [batchOf(x), ...out]
			});
		}
	};
}
