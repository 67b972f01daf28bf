import type { Matrix, MatrixSizes } from '../wgsl/matrix.ts';
import type { ShaderSource } from '../wgsl/program.ts';

/** All but the rows, which grow with the batch, and the panels of the weights. */
export type ProductSizes = Omit<MatrixSizes, 'rows' | 'panel'>;

/** What a matrix kernel runs on. */
export type Product = Readonly<{
	matrix: Matrix;
	sizes: ProductSizes;
	/** Of one image. */
	rows: number;
	/** `[length, columns]`, for all groups; counts of steps where the matrix is `scaled`. */
	weight: Float32Array | Int8Array;
	bias: Float32Array | undefined;
	/** Of each column, by which counts of steps are multiplied, in 127ths. */
	scale: Float32Array | undefined;
}>;

/** A kernel for so many rows. */
export type ProductKernel = Readonly<{
	source: (matrix: Matrix) => ShaderSource;
	threads: number;
	/** Columns of the weights that lie together, in vectors. */
	panel: number;
	/** Of the depth, each with sums of its own, which a second kernel adds; without it, one. */
	parts?: number;
}>;

/** @param texels whether weights are in a texture */
export type ProductVariant = (
	matrix: Matrix,
	rows: number,
	sizes: ProductSizes,
	texels: boolean
) => ProductKernel;

/** Variants by their names, each its own among all. */
export type ProductVariants = Readonly<Record<string, ProductVariant>>;
