import {
	quadPanel,
	quadThreads,
	quadTile,
	type QuadShape
} from '../../../src/lib/runtimes/webgpu/software/matrix-quad.ts';
import { texels } from '../../../src/lib/runtimes/webgpu/software/weight-textures.ts';
import { registerTile } from '../../../src/lib/runtimes/webgpu/wgsl/matrix.ts';
import { testKernels, type Variant } from '../matrix-kernels.ts';

const quad = (tile: Omit<QuadShape, 'ahead'>, steps: readonly number[]): Variant => {
	const shape = { ...tile, ahead: 1 };
	return {
		source: (matrix, _, depth) =>
			quadTile(matrix, { ...shape, ahead: steps.find((ahead) => depth % ahead === 0) ?? 1 }),
		threads: (rows, columns) => quadThreads(shape, rows, columns),
		xVectorWidth: [1, 4],
		vectorWidth: [4],
		panel: quadPanel(shape),
		put: texels
	};
};

/** Each thread sums a column of so many rows. */
const inTexture = (rows: number): Variant => ({
	source: (matrix) => registerTile(matrix, rows, true),
	threads: (all, columns) => Math.ceil(all / rows) * columns,
	xVectorWidth: [1, 4],
	vectorWidth: [4],
	put: texels
});

testKernels({
	'a register tile of 7 rows, weights in a texture,': inTexture(7),
	'a quad tile of 28 rows and 12 columns': quad({ rows: 28, columns: 3 }, [2]),
	'a quad tile of 12 rows and 16 columns': quad({ rows: 12, columns: 4 }, [2]),
	'a quad tile of 8 rows and 8 columns': quad({ rows: 8, columns: 2 }, [3, 5])
});
