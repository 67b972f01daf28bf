import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { join } from '../../arch/net.ts';
import type { BackendName } from '../backends.ts';
import { elements } from '../../arch/ops.ts';
import { BYTES_PER_FLOAT } from '../../count/memory.ts';
import { clockStep } from '../clock.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import { loneStep } from '../plan/lone-step.ts';
import { layersIn, type Step } from '../plan/plan.ts';
import type { CompiledStep, StepRequest } from '../runtime.ts';
import { usualMean } from '../../stats/quantiles.ts';
import { openKernels, prepare } from './compile-step.ts';
import { fence } from './fence.ts';
import { nth, type CompiledKernel } from './kernels/kernel.ts';
import type { OpenBackend } from './opened.ts';

/** Single launches can be told by a clock whose step is at most so long, ms: that of pages that are isolated. */
const FINE_MS = 0.05;
let clock: number | undefined;
const hasFineClock = (): boolean => (clock ??= clockStep()) <= FINE_MS;

/**
 * As a network's values do, those written last keep their places, so that the next are written elsewhere;
 * and where a call's input is not written anew, several that are as much together are taken in turns.
 */
const WRITTEN_BYTES = 8e6;
const MOST_INPUTS = 8;

/** Puts a kernel call on a backend that is open, with inputs from where its weights come from. */
export async function compileLoneStep(
	step: Step,
	{ batch, kernels, weights, copies, inputsAnew = false }: StepRequest,
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
	await openKernels(setting);
	await opened.compiled();
	const joined = layersIn(step).flatMap(({ others }) => others);
	const shapes = [step.layer.in, ...joined];
	/** Each writes an input anew, as the step before does: over the threads that then read it. */
	const writers: CompiledKernel[] = [];
	if (inputsAnew && backend === 'wasm' && hasFineClock())
		for (const shape of shapes)
			writers.push(await prepare(loneStep({ kind: 'relu' }, shape, []), setting, weightsOf));

	const bytes = shapes.reduce((sum, shape) => sum + BYTES_PER_FLOAT * batch * elements(shape), 0);
	const isInTurns = inputsAnew && writers.length === 0;
	const turns = isInTurns ? Math.min(MOST_INPUTS, Math.ceil(WRITTEN_BYTES / bytes)) : 1;
	const inputs: (readonly Tensor[])[] = [];
	for (let turn = 0; turn < turns; turn++) {
		const ofTurn: Tensor[] = [];
		for (const shape of shapes.map((each) => [batch, ...each]))
			ofTurn.push(tensor(await weights('input', shape), shape));
		inputs.push(ofTurn);
	}
	const allInputs = inputs.flat();

	let launched = 0;
	const launch = (...taken: Tensor[]): Tensor => nth(compiled, launched++ % copies).run(...taken);
	const drop = (...tensors: Tensor[]): void =>
		tensors.filter((each) => !allInputs.includes(each)).forEach((each) => each.dispose());

	async function inRow(launches: number): Promise<number> {
		const start = performance.now();
		for (let i = 1; i < launches; i++) drop(launch(...nth(inputs, i % turns)));
		const y = launch(...nth(inputs, 0));
		await guardDeviceLoss(opened.lost, fence(y, backend));
		const ms = performance.now() - start;
		drop(y);
		return ms;
	}

	/** Each by itself, so that what the processor rarely does meanwhile does not count. */
	function oneByOne(launches: number): number {
		const written: Tensor[] = [];
		let bytes = 0;
		const times: number[] = [];
		for (let i = 0; i < launches; i++) {
			const taken = nth(inputs, 0).map((input, at) => nth(writers, at).run(input));
			const start = performance.now();
			const y = launch(...taken);
			times.push(performance.now() - start);
			for (const tensor of new Set([...taken, y])) {
				written.push(tensor);
				bytes += BYTES_PER_FLOAT * tensor.size;
			}
			while (bytes > WRITTEN_BYTES && written.length > 1) {
				const [oldest] = written.splice(0, 1);
				bytes -= BYTES_PER_FLOAT * (oldest?.size ?? 0);
				oldest?.dispose();
			}
		}
		drop(...written);
		return launches * usualMean(times);
	}

	return {
		copies,
		time: (launches) =>
			writers.length > 0 ? Promise.resolve(oneByOne(launches)) : inRow(launches),
		free() {
			for (const { params, buffers } of [...compiled, ...writers])
				for (const tensor of [...params, ...buffers]) tensor.dispose();
			for (const input of allInputs) input.dispose();
		}
	};
}
