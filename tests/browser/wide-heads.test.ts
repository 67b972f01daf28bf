import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { LayerOp, Shape } from '../../src/lib/arch/net.ts';
import { elements } from '../../src/lib/arch/ops.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import { uniform } from '../../src/lib/checkpoint/deterministic.ts';
import { distance, keptOpen, outputsOf } from './networks.ts';

const BATCH = 2;

const attention = (changes: Partial<LayerOp<'attention'>>): LayerOp<'attention'> => ({
	kind: 'attention',
	heads: 1,
	window: null,
	shift: 0,
	...changes
});

const on = keptOpen();

const outputs = (op: LayerOp<'attention'>, x: Shape, backend: BackendName, kernels: Kernels) =>
	on(backend, async () => {
		const values = Float32Array.from({ length: BATCH * elements(x) }, (_, i) => uniform('x', i));
		const images = tensor(values, [BATCH, ...x]);
		const result = await outputsOf(op, images, backend, kernels);
		images.dispose();
		return result;
	});

for (const [what, op, x] of [
	['two global heads of 160 channels', attention({ heads: 2 }), [7, 3 * 320]],
	['global heads of 131 channels, not four at a time,', attention({}), [10, 3 * 131]],
	['windowed heads of 132 channels', attention({ heads: 3, window: 4 }), [8, 4, 3 * 396]],
	['shifted heads of 260 channels', attention({ window: 4, shift: 2 }), [8, 8, 3 * 260]]
] as const)
	test(`${what} give on our kernels what stock tfjs gives on the CPU`, async () => {
		const [ours, stock] = [
			await outputs(op, x, 'webgpu', 'ours'),
			await outputs(op, x, 'cpu', 'stock')
		];
		expect(distance(ours, stock)).toBeLessThan(1e-5);
	});
