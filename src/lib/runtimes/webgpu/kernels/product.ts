import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import type { RunPrecision } from '../../../count/run-precision.ts';
import { inSteps } from '../../plan/steps.ts';
import { inPanels } from '../../plan/weight-layouts.ts';
import { after, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { addedParts } from '../wgsl/matrix-shared.ts';
import { matrixKey, type Matrix } from '../wgsl/matrix.ts';
import { launch } from '../wgsl/program.ts';
import { autotune, runsInSoftware, type KernelVariant } from '../autotune.ts';
import {
	batchOf,
	othersOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { counts, storageOf } from '../stored.ts';
import type { Shape } from '../../../arch/net.ts';
import type { ToTexture } from '../contribution.ts';
import { textureFor } from '../contributions.ts';
import type { Product, ProductKernel, ProductSizes, ProductVariant } from './product-variant.ts';
import { variantsFor } from './product-variants.ts';
import { table } from './weights.ts';

/** Multiply-accumulates below which any kernel will do. */
const worthMeasuring = (): number => (runsInSoftware() ? 4e6 : 2.5e5);
/** Multiply-accumulates of a measurement where software plays the GPU, if that leaves enough rows. */
const MEASURED = 4e7;
const FEWEST_ROWS = 112;
/** Sizes by which a release of a kernel is known from another. */
const SAMPLE_ROWS = 4;
const SAMPLE = { columns: 48, groupColumns: 48, depth: 8 };

/** Sizes within a factor of two or so are asked about together. */
const octave = (size: number): number => Math.round(Math.log2(size));

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

/** What a product is computed from; `vectors` and `others` in the order of the kernel's reads. */
type Operands = Readonly<{
	x: Tensor;
	weight: Tensor;
	vectors: readonly Tensor[];
	others: readonly Tensor[];
	rows: number;
	out: Shape;
}>;

/** Runs a product's kernel, and where its depth has parts, the one that adds them. */
function multiplied(
	{ source, threads, panel, parts = 1 }: ProductKernel,
	matrix: Matrix,
	given: ProductSizes,
	{ x, weight, vectors, others, rows, out }: Operands
): Tensor {
	const sizes = { ...given, rows, panel, parts };
	const beside = [...vectors, ...others];
	if (parts === 1)
		return launch({ source: source(matrix), reads: [x, weight, ...beside], sizes, threads, out });
	const count = rows * given.columns;
	const sums = launch({
		source: source(matrix),
		reads: [x, weight],
		sizes,
		threads,
		out: [parts, count * matrix.vectorWidth],
		result: 'f32'
	});
	const y = launch({
		source: addedParts(matrix),
		reads: [sums, ...beside],
		sizes: { ...sizes, count },
		threads: count,
		out,
		result: storageOf(x) === 'f16' ? 'f16' : 'f32'
	});
	return after(y, sums);
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
	const variants = await variantsFor(of, args.batch * rows, groups, texels);
	const [first] = variants.values();
	if (!first) throw new Error('there is no variant for this product');
	const each = sizes.length * sizes.columns * matrix.vectorWidth;
	const all = args.batch * rows;
	if (all * each < worthMeasuring()) return first;

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
			const out = [some, sizes.columns * matrix.vectorWidth];
			return multiplied(kernel, plain, sizes, { x, weight, vectors, others: [], rows: some, out });
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
	const weight = arranged(of, panel, toTexture, precision);
	return {
		params: [weight, ...vectors],
		fill: of.scale?.length ?? 0,
		buffers: [],
		run(x, ...rest) {
			const all = batchOf(x) * rows;
			const others = othersOf(matrix.epilogue, rest);
			return multiplied(variant(matrix, all, sizes, texels), matrix, sizes, {
				...{ x, weight, vectors, others, rows: all },
				out: [batchOf(x), ...out]
			});
		}
	};
}
