import { isSoftware, type BackendName, type Limits, type Probe } from './backends.ts';
import { wasmThreads } from './threads.ts';

/** What each back end is in this browser, found out without loading an engine. */

const GIB = 2 ** 30;

const UNKNOWN: Limits = { tensorBytes: null, totalBytes: null };

/**
 * The most that a page can be expected to have, bytes. Browsers tell a machine's memory in powers of
 * two of a GiB, and call 8 what is more (or tell nothing); above that, 16 GiB are what Chromium lets
 * one page's process have (its Linux sandbox's limit of data).
 */
function pageBytes(): number {
	const { deviceMemory = 8 } = navigator as Navigator & { deviceMemory?: number };
	return (deviceMemory < 8 ? deviceMemory : 16) * GIB;
}

const missing = (reason: string): Probe => ({ missing: reason, adapter: null, limits: UNKNOWN });

async function probeWebGpu(): Promise<Probe> {
	const { gpu } = navigator as Navigator & { gpu?: GPU };
	if (!gpu) return missing('this browser has no WebGPU');
	const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) return missing('the browser offers no GPU');
	const { info, limits } = adapter;
	const names = [info.vendor, info.architecture, info.device, info.description];
	return {
		missing: null,
		adapter: {
			vendor: info.vendor,
			architecture: info.architecture,
			description: info.description || info.device,
			software: info.isFallbackAdapter || isSoftware(...names)
		},
		halves: adapter.features.has('shader-f16'),
		limits: {
			tensorBytes: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
			totalBytes: pageBytes()
		}
	};
}

function probeWebGl(): Probe {
	const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
	if (!gl) return missing('the browser offers no WebGL 2');
	if (!gl.getExtension('EXT_color_buffer_float'))
		return missing('this WebGL cannot compute in floating point');
	const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
	const read = (parameter: number) => String(gl.getParameter(parameter) ?? '');
	const vendor = read(unmasked ? unmasked.UNMASKED_VENDOR_WEBGL : gl.VENDOR);
	const renderer = read(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
	const side = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
	gl.getExtension('WEBGL_lose_context')?.loseContext();
	return {
		missing: null,
		adapter: {
			vendor,
			architecture: '',
			description: renderer,
			software: isSoftware(vendor, renderer)
		},
		// One float to a texel in a square texture.
		limits: { tensorBytes: side * side * 4, totalBytes: pageBytes() }
	};
}

const probeWasm = (): Probe =>
	typeof WebAssembly === 'object'
		? {
				missing: null,
				adapter: null,
				threads: wasmThreads(),
				// 32-bit addresses; part of the first 16 MiB is code and stack.
				limits: { tensorBytes: 2 * GIB, totalBytes: Math.min(4 * GIB - 2 ** 24, pageBytes()) }
			}
		: missing('this browser has no WebAssembly');

const probes: { readonly [B in BackendName]: () => Probe | Promise<Probe> } = {
	webgpu: probeWebGpu,
	webgl: probeWebGl,
	wasm: probeWasm,
	cpu: () => ({
		missing: null,
		adapter: null,
		limits: { tensorBytes: null, totalBytes: pageBytes() }
	})
};

/** Looks at what there is, in the thread that would run it. */
export async function probeBackend(name: BackendName): Promise<Probe> {
	try {
		return await probes[name]();
	} catch (error) {
		return missing(error instanceof Error ? error.message : String(error));
	}
}
