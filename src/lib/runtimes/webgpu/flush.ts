import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** tfjs submits after so many dispatches. */
export const SUBMIT_AFTER = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';

/** Ends what tfjs records, and hands it to the GPU. */
export function flush(backend: WebGPUBackend): void {
	backend.ensureCommandEncoderReady();
	backend.endComputePassEncoder();
	backend.submitQueue();
}
