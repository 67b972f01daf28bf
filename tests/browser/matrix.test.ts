import type { RunPrecision } from '../../src/lib/count/run-precision.ts';
import {
	sharedParts,
	sharedThreads,
	sharedTile,
	type SharedShape
} from '../../src/lib/runtimes/webgpu/wgsl/matrix-shared.ts';
import {
	TEAM_ROWS,
	teamRows,
	teamThreads
} from '../../src/lib/runtimes/webgpu/wgsl/matrix-team.ts';
import { registerTile } from '../../src/lib/runtimes/webgpu/wgsl/matrix.ts';
import { testKernels, type Variant } from './matrix-kernels.ts';

const register = (tile: number, kept: RunPrecision = 'f32'): Variant => ({
	...(kept === 'f32' ? {} : { kept }),
	source: (matrix) => registerTile(matrix, tile),
	threads: (rows, columns) => Math.ceil(rows / tile) * columns,
	xVectorWidth: [1, 4],
	vectorWidth: [1, 4]
});

const shared = (shape: SharedShape, kept: RunPrecision = 'f32', parts = 1): Variant => ({
	...(kept === 'f32' ? {} : { kept }),
	...(parts > 1 ? { parts } : {}),
	source: (matrix) => (parts > 1 ? sharedParts(matrix, shape) : sharedTile(matrix, shape)),
	threads: (rows, columns) => sharedThreads(shape, rows, columns, parts),
	waits: true,
	xVectorWidth: [4],
	vectorWidth: [4]
});

const team: Variant = {
	source: teamRows,
	threads: (_, columns) => teamThreads(columns),
	xVectorWidth: [1, 4],
	vectorWidth: [1, 4],
	waits: true,
	mostRows: TEAM_ROWS
};

testKernels({
	'a register tile of 16 rows': register(16),
	'a register tile of 7 rows': register(7),
	'a register tile of 1 row': register(1),
	'a shared tile of 128 rows': shared({ rows: 128, crews: 1 }),
	'a shared tile of 64 rows': shared({ rows: 64, crews: 1 }),
	'a shared tile of 32 rows': shared({ rows: 32, crews: 1 }),
	'a shared tile of 3 parts of the depth': shared({ rows: 32, crews: 1 }, 'f32', 3),
	'a tile of two crews': shared({ rows: 32, crews: 2 }),
	'a team for each few columns': team,
	'a register tile with weights in 255 steps': register(7, 'int8'),
	'a shared tile with weights in 255 steps': shared({ rows: 32, crews: 1 }, 'int8'),
	'a tile of two crews and 4 parts with weights in 255 steps': shared(
		{ rows: 32, crews: 2 },
		'int8',
		4
	),
	'a register tile in halves, where the GPU has them,': register(7, 'f16'),
	'a shared tile in halves, where the GPU has them,': shared({ rows: 32, crews: 1 }, 'f16')
});
