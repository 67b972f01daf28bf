/** What WebGPU and WebAssembly use in this thread since `watch` was called. */
export type Usage = Readonly<{
	dispatches: number;
	/** The most bytes of GPU buffers and textures at once. */
	gpuBytes: number;
	/** Bytes of WebAssembly memories, which never shrink. */
	wasmBytes: number;
}>;

/** Wraps methods of a class that may not be there. */
function around<T extends object, K extends keyof T>(
	prototype: T | undefined,
	name: K,
	wrap: (original: T[K]) => T[K]
): void {
	if (prototype) prototype[name] = wrap(prototype[name]);
}

function watchDispatches(count: () => void): void {
	if (!('GPUComputePassEncoder' in globalThis)) return;
	const { prototype } = GPUComputePassEncoder;
	around(
		prototype,
		'dispatchWorkgroups',
		(dispatch) =>
			function (this: GPUComputePassEncoder, ...sizes) {
				count();
				dispatch.apply(this, sizes);
			}
	);
	around(
		prototype,
		'dispatchWorkgroupsIndirect',
		(dispatch) =>
			function (this: GPUComputePassEncoder, ...from) {
				count();
				dispatch.apply(this, from);
			}
	);
}

type GpuMemory = GPUBuffer | GPUTexture;

/** Bytes of a texel: of the one format that is used here with more than 4, and of others. */
const texelBytes = (format: GPUTextureFormat): number => (format === 'rgba32float' ? 16 : 4);

const bytesOf = (memory: GpuMemory): number =>
	memory instanceof GPUBuffer
		? memory.size
		: memory.width * memory.height * memory.depthOrArrayLayers * texelBytes(memory.format);

function watchGpuMemory(change: (bytes: number) => void): void {
	if (!('GPUDevice' in globalThis)) return;
	const existing = new WeakSet<GpuMemory>();
	function made<T extends GpuMemory>(memory: T): T {
		existing.add(memory);
		change(bytesOf(memory));
		return memory;
	}
	function freed(memory: GpuMemory): void {
		if (existing.delete(memory)) change(-bytesOf(memory));
	}
	around(
		GPUDevice.prototype,
		'createBuffer',
		(create) =>
			function (this: GPUDevice, descriptor) {
				return made(create.call(this, descriptor));
			}
	);
	around(
		GPUDevice.prototype,
		'createTexture',
		(create) =>
			function (this: GPUDevice, descriptor) {
				return made(create.call(this, descriptor));
			}
	);
	for (const { prototype } of [GPUBuffer, GPUTexture])
		around(
			prototype,
			'destroy',
			(destroy) =>
				function (this: GpuMemory) {
					freed(this);
					return destroy.call(this);
				}
		);
}

/** Memories that modules make for themselves, and those that they are given. */
function watchMemories(found: (memory: WebAssembly.Memory) => void): void {
	const { Memory, instantiate, instantiateStreaming } = WebAssembly;
	const look = (holder: object | undefined) => {
		for (const value of Object.values(holder ?? {})) if (value instanceof Memory) found(value);
	};
	const lookAt = (result: WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource) => {
		look('instance' in result ? result.instance.exports : result.exports);
	};
	const lookIn = (imports: WebAssembly.Imports | undefined) => {
		for (const module of Object.values(imports ?? {})) look(module);
	};
	Object.assign(WebAssembly, {
		async instantiate(source: BufferSource, imports?: WebAssembly.Imports) {
			lookIn(imports);
			const result = await instantiate(source, imports);
			lookAt(result);
			return result;
		},
		async instantiateStreaming(source: Response, imports?: WebAssembly.Imports) {
			lookIn(imports);
			const result = await instantiateStreaming(source, imports);
			lookAt(result);
			return result;
		}
	});
}

/** Follows this thread's use of WebGPU and WebAssembly; the function it gives tells it. */
export function watch(): () => Usage {
	let dispatches = 0;
	let [current, peak] = [0, 0];
	const memories = new Set<WebAssembly.Memory>();
	watchDispatches(() => (dispatches += 1));
	watchGpuMemory((bytes) => {
		current += bytes;
		peak = Math.max(peak, current);
	});
	watchMemories((memory) => memories.add(memory));
	return () => ({
		dispatches,
		gpuBytes: peak,
		wasmBytes: [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
	});
}
