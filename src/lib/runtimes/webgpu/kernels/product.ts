import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import type { RunPrecision } from '../../../count/run-precision.ts';
import { inSteps } from '../../plan/steps.ts';
import { inPanels } from '../../plan/weight-layouts.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { fitsShared, sharedThreads, sharedTile } from '../wgsl/matrix-shared.ts';
import { matrixKey, registerTile, type Matrix } from '../wgsl/matrix.ts';
import { launch } from '../wgsl/program.ts';
import { autotune, runsInSoftware, type KernelVariant } from '../autotune/autotune.ts';
import {
	batchOf,
	othersOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { counts } from '../stored.ts';
import type { ToTexture } from '../contribution.ts';
import { contributions, textureFor } from '../contributions.ts';
import type { Product, ProductVariant, ProductVariants } from './product-variant.ts';
import { table } from './weights.ts';

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

/** As many columns as fill a line of the cache. */
const panelOf = (columns: number): number => [4, 2].find((panel) => columns % panel === 0) ?? 1;

const register =
	(tileOf: (rows: number) => number): ProductVariant =>
	(_, rows, { columns }, inTexels) => ({
		source: (matrix) => registerTile(matrix, tileOf(rows), inTexels),
		threads: Math.ceil(rows / tileOf(rows)) * columns,
		panel: panelOf(columns)
	});

const shared =
	(tile: number): ProductVariant =>
	(_, rows, { columns }) => ({
		source: (matrix) => sharedTile(matrix, tile),
		threads: sharedThreads(tile, rows, columns),
		panel: panelOf(columns)
	});

/** `tall` reads least for its products on its own; `low` and `shared` keep more of a GPU busy. */
const VARIANTS = {
	tall: register((rows) => tileFor(rows, 2)),
	low: register((rows) => Math.min(4, tileFor(rows, 2))),
	'shared 64': shared(64),
	'shared 32': shared(32)
} as const satisfies ProductVariants;

/** Multiply-accumulates below which any kernel will do. */
const WORTH_MEASURING = 4e6;
/** Multiply-accumulates of a measurement where software plays the GPU, if that leaves enough rows. */
const MEASURED = 4e7;
const FEWEST_ROWS = 112;
/** Sizes by which a release of a kernel is known from another. */
const SAMPLE_ROWS = 64;
const SAMPLE = { columns: 48, groupColumns: 48, depth: 8 };

/** Sizes within a factor of two or so are asked about together. */
const octave = (size: number): number => Math.round(Math.log2(size));

/** The variants that can compute it on this device. */
async function variantsFor(
	of: Product,
	groups: number,
	texels: boolean
): Promise<ReadonlyMap<string, ProductVariant>> {
	const variants = new Map<string, ProductVariant>();
	for (const { product } of await contributions())
		for (const [name, variant] of Object.entries(await product(of, texels)))
			variants.set(name, variant);
	// In software nothing is idle: what reads least has no rival among the rest.
	const own = runsInSoftware() ? { tall: VARIANTS.tall } : VARIANTS;
	for (const [name, variant] of Object.entries(own))
		if (!name.startsWith('shared') || fitsShared(of.matrix, groups)) variants.set(name, variant);
	return variants;
}

/** The weights as a kernel reads them. */
function arranged(
	{ matrix, sizes, weight }: Product,
	panel: number,
	toTexture: ToTexture | null,
	precision: RunPrecision
): Tensor {
	const [columns, together] = [sizes.columns, panel].map((count) => count * matrix.vectorWidth);
	const values = inPanels(weight, columns ?? 0, together ?? 0);
	if (matrix.scaled) return counts(Int8Array.from(values));
	return toTexture ? toTexture(values, weight.length) : table(values, precision);
}

/** What a product takes beside its input, after the weights. */
const vectorsOf = ({ bias, scale }: Product): readonly Tensor[] =>
	[bias, scale].flatMap((values) => (values ? [vector(values)] : []));

/** A product whose weights are whole steps. */
function withSteps(of: Product): Product {
	const { sizes, matrix, weight } = of;
	const stepped = inSteps(Float32Array.from(weight), sizes.columns * matrix.vectorWidth);
	const scaled = { ...matrix, scaled: true };
	return { ...of, matrix: scaled, weight: stepped.counts, scale: stepped.largest };
}

/** The fastest variant on this device for products of this size. */
async function variantOf(
	of: Product,
	vectors: readonly Tensor[],
	toTexture: ToTexture | null,
	args: OwnKernelArguments
): Promise<ProductVariant> {
	const { matrix, sizes, rows } = of;
	const groups = args.op.kind === 'conv' ? args.op.groups : 1;
	const texels = toTexture !== null;
	const variants = await variantsFor(of, groups, texels);
	const [first] = variants.values();
	if (!first) throw new Error('there is no variant for this product');
	const each = sizes.length * sizes.columns * matrix.vectorWidth;
	const all = args.batch * rows;
	if (all * each < WORTH_MEASURING) return first;

	const plain: Matrix = { ...matrix, epilogue: [] };
	const halved = args.precision === 'f16';
	const kind = `${matrixKey(plain)}${groups > 1 ? ' groups' : ''}${halved ? ' f16' : ''}`;
	// In software nothing waits for memory or for others, so one size tells of all.
	const software = runsInSoftware();
	const size = software ? [] : [all, sizes.length, sizes.columns].map(octave);
	const few = Math.max(FEWEST_ROWS, Math.ceil(MEASURED / each));
	const some = software ? Math.min(rows, few) : rows;
	const weights = new Map<string, Tensor>();
	const kernelVariant = ([name, variant]: readonly [string, ProductVariant]): KernelVariant => ({
		name,
		code: variant(plain, SAMPLE_ROWS, { ...sizes, ...SAMPLE }, texels).source(plain).code,
		run(x) {
			const kernel = variant(plain, some, sizes, texels);
			const weight = weights.get(name) ?? arranged(of, kernel.panel, toTexture, args.precision);
			weights.set(name, weight);
			return launch({
				source: kernel.source(plain),
				reads: [x, weight, ...vectors],
				sizes: { ...sizes, rows: some, panel: kernel.panel },
				threads: kernel.threads,
				out: [some, sizes.columns * matrix.vectorWidth]
			});
		}
	});
	const best = await autotune({
		key: [kind, ...size].join(' '),
		x: [1, elements(args.x)],
		halved,
		variants: [...variants].map(kernelVariant)
	});
	dispose([...weights.values()]);
	return variants.get(best) ?? first;
}

/** Compiles a product as its fastest variant. */
export async function product(
	given: Omit<Product, 'scale'>,
	args: OwnKernelArguments
): Promise<CompiledKernel> {
	const { out, precision } = args;
	const floats = { ...given, scale: undefined };
	const of = precision === 'int8' ? withSteps(floats) : floats;
	const { matrix, sizes, rows } = of;
	const vectors = vectorsOf(of);
	// With what pads its panels, which is little where weights are large.
	const toTexture =
		precision === 'f32' ? await textureFor(matrix.vectorWidth, 2 * of.weight.length) : null;
	const texels = toTexture !== null;
	const variant = await variantOf(of, vectors, toTexture, args);
	const { panel } = variant(matrix, rows, sizes, texels);
	const params = [arranged(of, panel, toTexture, precision), ...vectors];
	return {
		params,
		fill: of.scale?.length ?? 0,
		buffers: [],
		run(x, ...rest) {
			const all = batchOf(x) * rows;
			const { source, threads } = variant(matrix, all, sizes, texels);
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
