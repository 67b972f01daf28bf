import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	fitsShared,
	sharedThreads,
	sharedTile
} from '../../src/lib/live/kernels/wgsl/matrix-shared.ts';
import { registerTile, type Matrix } from '../../src/lib/live/kernels/wgsl/matrix.ts';
import { lanesOf, launch } from '../../src/lib/live/kernels/wgsl/program.ts';
import { inPanels } from '../../src/lib/live/layouts.ts';
import { uniform } from '../../src/lib/live/weights.ts';
import { distance, on } from './live-networks.ts';

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
		const columns = sizes.out / lanesOf(sizes.out);
		return { ...sizes, panel: columns % panel === 0 ? panel : 1 };
	});

/** `[rows, into]` by `[into, out]`, plus bias and another map, in plain loops. */
function plain({ rows, into, out }: Sizes): Float32Array {
	const [x, weight] = [values('x', rows * into), values('weight', into * out)];
	const [bias, other] = [values('bias', out), values('other', rows * out)];
	return Float32Array.from({ length: rows * out }, (_, index) => {
		const [row, column] = [Math.trunc(index / out), index % out];
		let sum = bias[column] ?? NaN;
		for (let k = 0; k < into; k++)
			sum += (x[row * into + k] ?? NaN) * (weight[k * out + column] ?? NaN);
		return Math.max(0, sum) + (other[index] ?? NaN);
	});
}

async function computed(sizes: Sizes, tile: number, isShared: boolean): Promise<Float32Array> {
	const { rows, into, out, panel } = sizes;
	const matrix: Matrix = {
		xLanes: lanesOf(into),
		lanes: lanesOf(out),
		gathers: false,
		pads: false,
		bias: true,
		finish: ['relu', 'add']
	};
	if (isShared && !fitsShared(matrix, 1)) return plain(sizes);
	const columns = out / matrix.lanes;
	const reads: readonly Tensor[] = [
		tensor(values('x', rows * into)),
		tensor(inPanels(values('weight', into * out), out, panel * matrix.lanes)),
		tensor(values('bias', out)),
		tensor(values('other', rows * out))
	];
	const y = launch({
		source: isShared ? sharedTile(matrix, tile) : registerTile(matrix, tile),
		reads,
		sizes: { rows, columns, depth: into / matrix.xLanes, length: into, panel },
		threads: isShared ? sharedThreads(tile, rows, columns) : Math.ceil(rows / tile) * columns,
		out: [rows, out]
	});
	const result = await y.data<'float32'>();
	for (const part of [...reads, y]) part.dispose();
	return Float32Array.from(result);
}

const KERNELS: readonly (readonly [what: string, tile: number, isShared: boolean])[] = [
	['a register tile of 16 rows', 16, false],
	['a register tile of 7 rows', 7, false],
	['a register tile of 1 row', 1, false],
	['a shared tile of 64 rows', 64, true],
	['a shared tile of 32 rows', 32, true]
];

for (const [what, tile, isShared] of KERNELS) {
	test(`${what} multiplies any matrices as plain loops do`, async () => {
		await on('webgpu', () =>
			fc.assert(
				fc.asyncProperty(sizesOf, async (any) => {
					const sizes = isShared ? { ...any, into: 4 * any.into, out: 4 * any.out, panel: 1 } : any;
					expect(distance(await computed(sizes, tile, isShared), plain(sizes))).toBeLessThan(1e-4);
				}),
				{ numRuns: 25, seed: 20220110 }
			)
		);
	});
}
