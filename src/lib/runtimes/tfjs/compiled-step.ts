import { randomNormal } from '@tensorflow/tfjs-core';
import { join } from '../../arch/net.ts';
import type { BackendName } from '../backends.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import { layersIn, type Step } from '../plan/plan.ts';
import type { CompiledStep, StepRequest } from '../runtime.ts';
import { prepare } from './compile-step.ts';
import { fence } from './fence.ts';
import { nth, type CompiledKernel } from './kernels/kernel.ts';
import type { OpenBackend } from './opened.ts';

/** Puts a kernel call on a backend that is open, with random inputs. */
export async function compileLoneStep(
	step: Step,
	{ batch, kernels, weights, copies }: StepRequest,
	backend: BackendName,
	opened: OpenBackend
): Promise<CompiledStep> {
	const weightsOf = async ({ path, weights: slots }: Step['layer']) => {
		const values: Float32Array[] = [];
		for (const { name, shape } of slots) values.push(await weights(join(path, name), shape));
		return values;
	};
	const setting = { backend, kernels, batch };
	const compiled: CompiledKernel[] = [];
	for (let i = 0; i < copies; i++) compiled.push(await prepare(step, setting, weightsOf));
	const joined = layersIn(step).flatMap(({ others }) => others);
	const shapes = [step.layer.in, ...joined];
	const inputs = shapes.map((shape) => randomNormal([batch, ...shape]));
	let launched = 0;
	return {
		copies,
		async time(launches) {
			const start = performance.now();
			for (let i = 1; ; i++) {
				const y = nth(compiled, launched++ % copies).run(...inputs);
				if (i < launches) {
					if (!inputs.includes(y)) y.dispose();
					continue;
				}
				await guardDeviceLoss(opened.lost, fence(y, backend));
				const ms = performance.now() - start;
				if (!inputs.includes(y)) y.dispose();
				return ms;
			}
		},
		free() {
			for (const { params, buffers } of compiled)
				for (const tensor of [...params, ...buffers]) tensor.dispose();
			for (const input of inputs) input.dispose();
		}
	};
}
