import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after } from '../../src/lib/runtimes/tfjs/kernels/kernel.ts';
import { addedParts } from '../../src/lib/runtimes/webgpu/wgsl/matrix-shared.ts';
import type { Matrix } from '../../src/lib/runtimes/webgpu/wgsl/matrix.ts';
import { launch, type ShaderSource } from '../../src/lib/runtimes/webgpu/wgsl/program.ts';
import {
	vectorWidthOf,
	type VectorWidth
} from '../../src/lib/runtimes/webgpu/wgsl/vector-width.ts';
import type { RunPrecision } from '../../src/lib/count/run-precision.ts';
import { inSteps } from '../../src/lib/runtimes/plan/steps.ts';
import { inPanels } from '../../src/lib/runtimes/plan/weight-layouts.ts';
import { counts, halves } from '../../src/lib/runtimes/webgpu/stored.ts';
import { uniform } from '../../src/lib/checkpoint/deterministic.ts';
import { asKept, nearestHalves } from '../kept.ts';
import { distance, on } from './networks.ts';
import { hasHalves } from './has-halves.ts';
import { thorough } from './thorough.ts';

const values = (name: string, size: number): Float32Array =>
	Float32Array.from({ length: size }, (_, i) => uniform(name, i));

type Sizes = Readonly<{ rows: number; into: number; out: number; panel: number }>;

const sizesOf: fc.Arbitrary<Sizes> = fc
	.record({
		rows: fc.integer({ min: 1, max: 150 }),
		into: fc.integer({ min: 1, max: 80 }),
		out: fc.integer({ min: 1, max: 160 }),
		panel: fc.constantFrom(1, 2, 4)
	})
	.map(({ panel, ...sizes }) => {
		const columns = sizes.out / vectorWidthOf(sizes.out);
		return { ...sizes, panel: columns % panel === 0 ? panel : 1 };
	});

/** `[rows, into]` by `[into, out]`, plus bias and another map, in plain loops. */
function plain({ rows, into, out }: Sizes, kept: RunPrecision): Float32Array {
	const x = kept === 'f16' ? nearestHalves(values('x', rows * into)) : values('x', rows * into);
	const weight = asKept(values('weight', into * out), kept, (at) => at % out);
	const [bias, other] = [values('bias', out), values('other', rows * out)];
	return Float32Array.from({ length: rows * out }, (_, index) => {
		const [row, column] = [Math.trunc(index / out), index % out];
		let sum = bias[column] ?? NaN;
		for (let k = 0; k < into; k++)
			sum += (x[row * into + k] ?? NaN) * (weight[k * out + column] ?? NaN);
		return Math.max(0, sum) + (other[index] ?? NaN);
	});
}

/** A kernel, and whether it computes only what is four floats wide everywhere. */
export type Variant = Readonly<{
	source: (matrix: Matrix, rows: number, depth: number) => ShaderSource;
	threads: (rows: number, columns: number) => number;
	xVectorWidth: readonly VectorWidth[];
	vectorWidth: readonly VectorWidth[];
	/** Whether its threads wait for one another. */
	waits?: boolean;
	/** Where there may not be any number. */
	mostRows?: number;
	/** Of the depth, whose sums are then added; without it, one. */
	parts?: number;
	/** Columns of a panel of the weights, in vectors; any number where it is not said. */
	panel?: number;
	/** What weights are kept as, and in halves the input too; `f32` without it. */
	kept?: RunPrecision;
	/** Where weights go, if not into a buffer. */
	put?: (weights: Float32Array<ArrayBuffer>) => Tensor;
}>;

async function computed(product: Sizes, variant: Variant): Promise<Float32Array> {
	const { source, threads, kept = 'f32', parts = 1 } = variant;
	const { rows, into, out } = product;
	const panel = variant.panel ?? product.panel;
	const matrix: Matrix = {
		xVectorWidth: vectorWidthOf(into),
		vectorWidth: vectorWidthOf(out),
		gathers: false,
		pads: false,
		dilates: false,
		bias: true,
		scaled: kept === 'int8',
		epilogue: ['relu', 'add']
	};
	const columns = out / matrix.vectorWidth;
	const weight = values('weight', into * out);
	const panels = (all: Float32Array | Int8Array) => inPanels(all, out, panel * matrix.vectorWidth);
	const stepped = inSteps(weight, out);
	const put = {
		f32: () => (variant.put ?? tensor)(panels(weight)),
		f16: () => halves(panels(weight)),
		int8: () => counts(Int8Array.from(panels(stepped.counts)))
	};
	const x = values('x', rows * into);
	const of: readonly Tensor[] = [kept === 'f16' ? halves(x) : tensor(x), put[kept]()];
	const beside: readonly Tensor[] = [
		tensor(values('bias', out)),
		...(kept === 'int8' ? [tensor(stepped.largest)] : []),
		tensor(values('other', rows * out))
	];
	const depth = into / matrix.xVectorWidth;
	const sizes = { rows, columns, depth, length: into, panel, parts };
	const first = launch({
		source: source(matrix, rows, depth),
		reads: parts > 1 ? of : [...of, ...beside],
		sizes,
		threads: threads(rows, columns),
		out: [parts, rows, out],
		result: 'f32'
	});
	const added = () =>
		launch({
			source: addedParts(matrix),
			reads: [first, ...beside],
			sizes: { ...sizes, count: rows * columns },
			threads: rows * columns,
			out: [rows, out]
		});
	const y = parts > 1 ? after(added(), first) : first;
	const result = await y.data<'float32'>();
	for (const part of [...of, ...beside, y]) part.dispose();
	return Float32Array.from(result);
}

/** Sizes in which a kernel's vectors fit, and that software gets through. */
function fitting(any: Sizes, { xVectorWidth, vectorWidth, mostRows, waits }: Variant): Sizes {
	const few = { rows: 1 + (any.rows % 70), into: 1 + (any.into % 24), out: 1 + (any.out % 40) };
	const sizes = waits ? { ...few, panel: 1 } : any;
	return {
		...sizes,
		...(mostRows ? { rows: 1 + (sizes.rows % mostRows) } : {}),
		into: xVectorWidth.includes(1) ? sizes.into : 4 * sizes.into,
		...(vectorWidth.includes(1) ? {} : { out: 4 * sizes.out, panel: 1 })
	};
}

/** Where software plays the GPU, it waits long at barriers. */
const runsOf = ({ waits = false, kept }: Variant): number =>
	thorough ? 24 : Math.ceil((waits ? 3 : 12) / (kept ? 3 : 1));

/** Tests of kernels by what they are in their titles. */
export function testKernels(kernels: Readonly<Record<string, Variant>>): void {
	for (const [what, variant] of Object.entries(kernels))
		test.skipIf(variant.kept === 'f16' && !hasHalves)(
			`${what} multiplies any matrices as plain loops do`,
			async () => {
				await on('webgpu', () =>
					fc.assert(
						fc.asyncProperty(sizesOf, async (any) => {
							const sizes = fitting(any, variant);
							expect(
								distance(await computed(sizes, variant), plain(sizes, variant.kept ?? 'f32'))
							).toBeLessThan(1e-4);
						}),
						{ numRuns: runsOf(variant), seed: 20220110 }
					)
				);
			}
		);
}
