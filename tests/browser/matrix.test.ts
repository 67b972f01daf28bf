import type { RunPrecision } from '../../src/lib/count/run-precision.ts';
import { sharedThreads, sharedTile } from '../../src/lib/runtimes/webgpu/wgsl/matrix-shared.ts';
import { registerTile } from '../../src/lib/runtimes/webgpu/wgsl/matrix.ts';
import { testKernels, type Variant } from './matrix-kernels.ts';

const register = (tile: number, kept: RunPrecision = 'f32'): Variant => ({
	...(kept === 'f32' ? {} : { kept }),
	source: (matrix) => registerTile(matrix, tile),
	threads: (rows, columns) => Math.ceil(rows / tile) * columns,
	xVectorWidth: [1, 4],
	vectorWidth: [1, 4]
});

const shared = (tile: number, kept: RunPrecision = 'f32'): Variant => ({
	...(kept === 'f32' ? {} : { kept }),
	source: (matrix) => sharedTile(matrix, tile),
	threads: (rows, columns) => sharedThreads(tile, rows, columns),
	xVectorWidth: [4],
	vectorWidth: [4]
});

testKernels({
	'a register tile of 16 rows': register(16),
	'a register tile of 7 rows': register(7),
	'a register tile of 1 row': register(1),
	'a shared tile of 64 rows': shared(64),
	'a shared tile of 32 rows': shared(32),
	'a register tile with weights in 255 steps': register(7, 'int8'),
	'a shared tile with weights in 255 steps': shared(32, 'int8'),
	'a register tile in halves, where the GPU has them,': register(7, 'f16'),
	'a shared tile in halves, where the GPU has them,': shared(32, 'f16')
});
