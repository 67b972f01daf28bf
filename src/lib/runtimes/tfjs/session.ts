import { engine, env, memory, version_core } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backends.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import { usesOwn } from '../kernel-sets.ts';
import type { PeakTrial, PeakTrials } from '../peak-trial.ts';
import type { Session } from '../runtime.ts';
import { webGpuTrials } from '../webgpu/peak-trials.ts';
import { compileNet } from './compiled-net.ts';
import { compileLoneStep } from './compiled-step.ts';
import { throwReported } from './errors.ts';
import { openBackend } from './open.ts';
import { keptKernels } from './kept-kernels.ts';
import type { OpenBackend } from './opened.ts';
import { watchPeakBytes } from './peak-bytes.ts';
import { tfjsTrials } from './peak-trials.ts';
import { productTrials } from './product-trials.ts';

async function peakTrials(backend: BackendName, opened: OpenBackend): Promise<PeakTrials> {
	const trials = opened.device ? await webGpuTrials(opened.device) : tfjsTrials(backend);
	const guarded = (trial: PeakTrial): PeakTrial => ({
		...trial,
		launch: (times) => guardDeviceLoss(opened.lost, trial.launch(times))
	});
	const products =
		!opened.device && usesOwn(backend, 'ours') ? await productTrials(backend, opened) : null;
	return {
		arithmetic: [...(products?.trials ?? []), ...trials.arithmetic].map(guarded),
		memory: trials.memory.map(guarded),
		free() {
			products?.free();
			trials.free();
		}
	};
}

/** Opens one of tfjs's back ends, from scratch. tfjs has one current back end: so does this. */
export async function openSession(backend: BackendName): Promise<Session> {
	const opened = await openBackend(backend);
	// Whatever way a session ends, what it left on the device goes with this scope.
	engine().startScope(backend);
	const kept = keptKernels();
	return {
		lost: opened.lost,
		keeps: opened.trim !== null,
		stepClock: opened.gpuTimer ? 'gpu' : 'wait',
		engine: () => ({
			name: 'TensorFlow.js',
			version: version_core,
			threads: opened.threads,
			flags: {
				...Object.fromEntries(
					Object.entries(env().features).map(([name, value]) => [name, String(value)])
				),
				...opened.facts()
			}
		}),
		memory() {
			const { numTensors, numBytes } = memory();
			return { tensors: numTensors, bytes: numBytes, kept: kept.tensors() };
		},
		watchPeakBytes: () => watchPeakBytes(memory().numBytes),
		watchErrors() {
			const end = opened.watch();
			return async () => throwReported(await guardDeviceLoss(opened.lost, end()));
		},
		compile: (request) => compileNet(request, backend, opened, kept),
		compileStep: (step, request) => compileLoneStep(step, request, backend, opened),
		peakTrials: () => peakTrials(backend, opened),
		close() {
			engine().endScope();
			opened.close();
		}
	};
}
