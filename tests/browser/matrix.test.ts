import { sharedThreads, sharedTile } from '../../src/lib/runtimes/webgpu/wgsl/matrix-shared.ts';
import { registerTile } from '../../src/lib/runtimes/webgpu/wgsl/matrix.ts';
import { testKernels, type Variant } from './matrix-kernels.ts';

const register = (tile: number): Variant => ({
	source: (matrix) => registerTile(matrix, tile),
	threads: (rows, columns) => Math.ceil(rows / tile) * columns,
	xVectorWidth: [1, 4],
	vectorWidth: [1, 4]
});

const shared = (tile: number): Variant => ({
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
	'a shared tile of 32 rows': shared(32)
});
