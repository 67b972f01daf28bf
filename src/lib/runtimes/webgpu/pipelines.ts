import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';
import { LiveError } from '../../errors/failure.ts';

export type OnProgress = (done: number, total: number) => void;

/** Pipelines of a back end that are compiled beside whatever else is done. */
export type Pipelines = Readonly<{
	/** Asks for those of some work, which computes nothing meanwhile: what it gives is worth nothing. */
	ask(work: () => void): void;
	/**
	 * Waits for all that were asked for: before, nothing may be computed.
	 *
	 * @param onProgress how many are compiled, and how many there are
	 * @throws LiveError where one could not be compiled
	 */
	compiled(onProgress?: OnProgress): Promise<void>;
}>;

function make(backend: WebGPUBackend): Pipelines {
	const { device } = backend;
	const create = device.createComputePipelineAsync.bind(device);
	let [done, total] = [0, 0];
	let tell: OnProgress = () => {};
	device.createComputePipelineAsync = (descriptor) => {
		total += 1;
		const pipeline = create(descriptor);
		// Nobody may be waiting when one fails; who waits later is told.
		pipeline.then(
			() => tell(++done, total),
			() => {}
		);
		return pipeline;
	};
	return {
		// tfjs has a mode that asks for pipelines and computes nothing.
		ask(work) {
			env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
			try {
				work();
			} finally {
				env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
			}
		},
		async compiled(onProgress = () => {}) {
			if (total === 0) return;
			tell = onProgress;
			try {
				await backend.checkCompileCompletionAsync();
			} catch (error) {
				throw new LiveError(
					'gpu-error',
					`The GPU could not compile a shader: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
					'Choose another backend, or TensorFlow.js’s own kernels.'
				);
			} finally {
				tell = () => {};
			}
			[done, total] = [0, 0];
		}
	};
}

const all = new WeakMap<WebGPUBackend, Pipelines>();

export function pipelinesOf(backend: WebGPUBackend): Pipelines {
	const pipelines = all.get(backend) ?? make(backend);
	all.set(backend, pipelines);
	return pipelines;
}
