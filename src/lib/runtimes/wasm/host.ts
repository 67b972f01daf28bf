import { backend, engine, type Tensor } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** @throws Error where another back end is the current one */
export function currentHost(): BackendWasm {
	const current = backend();
	if (current instanceof BackendWasm) return current;
	throw new Error('WebAssembly is not the current backend');
}

/**
 * A tensor of so many floats that are written where they stay: to copy weights takes as long as to pack
 * them.
 *
 * @param write is given what was left there, to be written over
 */
export function writtenVector(size: number, write: (to: Float32Array) => void): Tensor {
	const host = currentHost();
	const info = host.makeOutput([size], 'float32');
	write(host.typedArrayFromHeap(info) as Float32Array);
	return engine().makeTensorFromTensorInfo(info);
}
