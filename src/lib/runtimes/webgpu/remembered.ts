import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { flush } from './flush.ts';

/**
 * tfjs makes a buffer of sizes and a bind group anew for every dispatch, and asks the pipeline for its
 * layout. On a fast GPU that takes longer than to compute, and passes of a network are all alike: its
 * buffers come from a pool in the same order. So what was made for a dispatch serves its like.
 */

type Uniform = Readonly<{ data: readonly number[] }>;
type Binding = Readonly<{ buffer: GPUBuffer; offset: number; size: number }>;

/** What a back end has that its types leave out. */
type Recorder = {
	makeUniforms(uniforms: readonly Uniform[]): Binding;
	/** Buffers that the next submission gives back to the pool. */
	uniformPendingDisposal: GPUBuffer[];
};

/** As many as the layers of many networks have. */
const MOST = 8192;

/** A pipeline that gives the same layout each time. */
function withOneLayout(pipeline: GPUComputePipeline): GPUComputePipeline {
	const layout = pipeline.getBindGroupLayout(0);
	pipeline.getBindGroupLayout = () => layout;
	return pipeline;
}

type Memory = { active: boolean; forget: () => void };
const memories = new WeakMap<WebGPUBackend, Memory>();

/** Prepares a back end for `likeOthers`. */
export function rememberDispatches(backend: WebGPUBackend): void {
	const { device } = backend;
	const uniforms = new Map<string, Binding>();
	const groups = new Map<string, GPUBindGroup>();
	const memory: Memory = {
		active: false,
		forget() {
			groups.clear();
			for (const { buffer } of uniforms.values())
				backend.bufferManager.releaseBuffer(buffer, false);
			uniforms.clear();
		}
	};
	memories.set(backend, memory);

	const numbers = new WeakMap<object, number>();
	let count = 0;
	const numberOf = (of: object): number => {
		const known = numbers.get(of);
		if (known !== undefined) return known;
		numbers.set(of, ++count);
		return count;
	};

	const recorder = backend as unknown as Recorder;
	const makeUniforms = recorder.makeUniforms.bind(backend);
	recorder.makeUniforms = (values) => {
		if (!memory.active) return makeUniforms(values);
		const key = values.map(({ data }) => data.join()).join(';');
		const known = uniforms.get(key);
		if (known) return known;
		const made = makeUniforms(values);
		if (uniforms.size >= MOST) return made;
		recorder.uniformPendingDisposal.pop();
		uniforms.set(key, made);
		return made;
	};

	const createBindGroup = device.createBindGroup.bind(device);
	device.createBindGroup = (descriptor) => {
		if (!memory.active) return createBindGroup(descriptor);
		const parts = [numberOf(descriptor.layout)];
		for (const { resource } of descriptor.entries) {
			// A view of a texture is another one each time.
			if (!('buffer' in resource)) return createBindGroup(descriptor);
			parts.push(numberOf(resource.buffer));
		}
		const key = parts.join();
		const known = groups.get(key);
		if (known) return known;
		// Among them are those of buffers that are no more.
		if (groups.size >= MOST) groups.clear();
		const made = createBindGroup(descriptor);
		groups.set(key, made);
		return made;
	};

	const createPipeline = device.createComputePipeline.bind(device);
	device.createComputePipeline = (descriptor) => withOneLayout(createPipeline(descriptor));
	const createPipelineAsync = device.createComputePipelineAsync.bind(device);
	device.createComputePipelineAsync = async (descriptor) =>
		withOneLayout(await createPipelineAsync(descriptor));
}

/** Runs what asks for dispatches that are much like others before or after. */
export function likeOthers<T>(backend: WebGPUBackend, run: () => T): T {
	const memory = memories.get(backend);
	if (!memory) return run();
	memory.active = true;
	try {
		return run();
	} finally {
		memory.active = false;
	}
}

/** Forgets all, and frees what was kept for it: when nothing is being computed. */
export function forgetDispatches(backend: WebGPUBackend): void {
	flush(backend);
	memories.get(backend)?.forget();
}
