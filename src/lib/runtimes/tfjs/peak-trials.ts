import { matMul, ones, relu, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backends.ts';
import { fence } from './fence.ts';
import type { PeakTrial } from '../peak-trial.ts';

/** Sides of square matrices, and elements to copy: plain JavaScript takes a second for a billion products. */
const SIDES = { cpu: [128, 256], other: [256, 512, 1024] };
const ELEMENTS = { cpu: 2 ** 22, other: 2 ** 24 };

const trial = (
	name: string,
	amount: number,
	backend: BackendName,
	run: () => Tensor
): PeakTrial => ({
	name,
	amount,
	async launch(times) {
		for (let i = 1; i < times; i++) run().dispose();
		const last = run();
		await fence(last, backend);
		last.dispose();
	}
});

/** TensorFlow.js's own fastest, which need not be the device's. */
export function tfjsTrials(backend: BackendName) {
	const size = backend === 'cpu' ? 'cpu' : 'other';
	const matrices = SIDES[size].map((side) => ones([side, side]));
	const count = ELEMENTS[size];
	const values = ones([count]);
	return {
		arithmetic: matrices.map((matrix) => {
			const side = matrix.shape[0] ?? 0;
			const name = `TensorFlow.js matMul of ${side} × ${side}`;
			return trial(name, 2 * side ** 3, backend, () => matMul(matrix, matrix));
		}),
		memory: [
			trial(`TensorFlow.js relu of ${(4 * count) / 2 ** 20} MiB`, 8 * count, backend, () =>
				relu(values)
			)
		],
		free: () => [...matrices, values].forEach((tensor) => tensor.dispose())
	};
}
