import { randomNormal, reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../arch/ops.ts';
import { guardDeviceLoss } from '../runtimes/tfjs/device-loss.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { CompiledKernel } from '../runtimes/tfjs/kernels/kernel.ts';
import type { OpenBackend } from '../runtimes/tfjs/opened.ts';
import { layersIn, type Step } from '../runtimes/plan/plan.ts';
import { prepare, type Setting } from '../runtimes/tfjs/compile-step.ts';
import type { WeightSource } from '../checkpoint/weight-source.ts';

const BLOCK = 4096;
const block = Float32Array.from(
	{ length: BLOCK },
	(_, i) => (((i * 2654435761) >>> 0) / 2 ** 32 - 0.5) * 0.2
);

/** Weights whose values do not matter: made fast, small and none of them zero. Variances are positive. */
const quickWeights: WeightSource = (name, shape) => {
	const values = new Float32Array(elements(shape));
	for (let at = 0; at < values.length; at += BLOCK)
		values.set(block.subarray(0, Math.min(BLOCK, values.length - at)), at);
	if (name.endsWith('running_var'))
		for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i] ?? 0) + 0.5;
	return Promise.resolve(values);
};

/** Waits until what was launched is computed, by reading one element back. */
async function fence(y: Tensor, backend: BackendName): Promise<void> {
	if (backend === 'cpu' || backend === 'wasm') return;
	const element = tidy(() => slice(reshape(y, [-1]), [0], [1]));
	await element.data();
	element.dispose();
}

/** A kernel call on the device, that can be launched again and again. */
export type Bench = Readonly<{
	/** Different weights that launches in a row go through. */
	copies: number;
	/** Launches so often, and waits for the end, ms. */
	time: (launches: number) => Promise<number>;
	dispose: () => void;
}>;

/**
 * Puts a kernel call on the device.
 *
 * @param copies of its weights, each with its own values
 */
export async function benchOf(
	step: Step,
	setting: Setting,
	opened: OpenBackend,
	copies = 1
): Promise<Bench> {
	const weightsOf = async ({ path, weights }: Step['layer']) => {
		const values: Float32Array[] = [];
		for (const { name, shape } of weights)
			values.push(await quickWeights(`${path}.${name}`, shape));
		return values;
	};
	const compiled: CompiledKernel[] = [];
	for (let i = 0; i < copies; i++) compiled.push(await prepare(step, setting, weightsOf));
	const joined = layersIn(step).flatMap(({ others }) => others);
	const shapes = [step.layer.in, ...joined];
	const inputs = shapes.map((shape) => randomNormal([setting.batch, ...shape]));
	let turn = 0;
	return {
		copies,
		async time(launches) {
			const start = performance.now();
			for (let i = 1; ; i++) {
				const y = (compiled[turn++ % copies] as CompiledKernel).run(...inputs);
				if (i < launches) {
					if (!inputs.includes(y)) y.dispose();
					continue;
				}
				await guardDeviceLoss(opened, fence(y, setting.backend));
				const ms = performance.now() - start;
				if (!inputs.includes(y)) y.dispose();
				return ms;
			}
		},
		dispose() {
			for (const { params, buffers } of compiled)
				for (const tensor of [...params, ...buffers]) tensor.dispose();
			for (const input of inputs) input.dispose();
		}
	};
}
