/** What can run a network in this browser, and what it is. Knows no tfjs. */

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const BACKEND_LABELS: Readonly<Record<BackendName, string>> = {
	webgpu: 'WebGPU',
	webgl: 'WebGL',
	wasm: 'WebAssembly',
	cpu: 'JavaScript'
};

export const isBackendName = (name: string): name is BackendName =>
	BACKENDS.some((known) => known === name);

/** The hardware, or the software that stands in for it. */
export type Adapter = Readonly<{
	vendor: string;
	architecture: string;
	description: string;
	software: boolean;
}>;

/** The most a backend can hold, bytes; `null` where nothing is known. */
export type Limits = Readonly<{ tensorBytes: number | null; totalBytes: number | null }>;

export type Backend = Readonly<{
	name: BackendName;
	/** Why it cannot run here; `null` where it can. */
	missing: string | null;
	/** `null` on backends that run on the processor. */
	adapter: Adapter | null;
	/** Threads that kernels are spread over, where we decide it. */
	threads?: number;
	limits: Limits;
}>;

/** A backend was asked for and another one ran. */
export type Fallback = Readonly<{ asked: BackendName; reason: string }>;
export type Choice = Readonly<{ backend: Backend; fallback: Fallback | null }>;

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Whether a renderer's names say that it computes on the processor. */
export const isSoftware = (...names: readonly string[]): boolean =>
	names.some((name) => SOFTWARE.test(name));

const FREE: Limits = { tensorBytes: null, totalBytes: null };

const missing = (name: BackendName, reason: string): Backend => ({
	name,
	missing: reason,
	adapter: null,
	limits: FREE
});

async function probeWebGpu(): Promise<Backend> {
	const { gpu } = navigator as Navigator & { gpu?: GPU };
	if (!gpu) return missing('webgpu', 'this browser has no WebGPU');
	const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) return missing('webgpu', 'the browser offers no GPU');
	const { info, limits } = adapter;
	const names = [info.vendor, info.architecture, info.device, info.description];
	return {
		name: 'webgpu',
		missing: null,
		adapter: {
			vendor: info.vendor,
			architecture: info.architecture,
			description: info.description || info.device,
			software: info.isFallbackAdapter || isSoftware(...names)
		},
		limits: {
			tensorBytes: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
			totalBytes: null
		}
	};
}

function probeWebGl(): Backend {
	const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
	if (!gl) return missing('webgl', 'the browser offers no WebGL 2');
	if (!gl.getExtension('EXT_color_buffer_float'))
		return missing('webgl', 'this WebGL cannot compute in floating point');
	const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
	const read = (parameter: number) => String(gl.getParameter(parameter) ?? '');
	const vendor = read(unmasked ? unmasked.UNMASKED_VENDOR_WEBGL : gl.VENDOR);
	const renderer = read(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
	const side = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
	gl.getExtension('WEBGL_lose_context')?.loseContext();
	return {
		name: 'webgl',
		missing: null,
		adapter: {
			vendor,
			architecture: '',
			description: renderer,
			software: isSoftware(vendor, renderer)
		},
		// One float to a texel in a square texture.
		limits: { tensorBytes: side * side * 4, totalBytes: null }
	};
}

const GIB = 2 ** 30;

/** More threads than this gain little on one image: they share one memory bus. */
const MOST_THREADS = 8;

/**
 * Threads for WebAssembly. They share memory, which browsers allow only to pages that are isolated
 * from other origins: those served with `Cross-Origin-Opener-Policy: same-origin` and
 * `Cross-Origin-Embedder-Policy: require-corp`.
 */
export const wasmThreads = (): number =>
	crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;

const probeWasm = (): Backend =>
	typeof WebAssembly === 'object'
		? {
				name: 'wasm',
				missing: null,
				adapter: null,
				threads: wasmThreads(),
				// 32-bit addresses; part of the first 16 MiB is code and stack.
				limits: { tensorBytes: 2 * GIB, totalBytes: 4 * GIB - 2 ** 24 }
			}
		: missing('wasm', 'this browser has no WebAssembly');

/** Looks at what there is, in the thread that would run it. */
export async function probeBackends(): Promise<readonly Backend[]> {
	const attempt = async (name: BackendName, probe: () => Backend | Promise<Backend>) => {
		try {
			return await probe();
		} catch (error) {
			return missing(name, error instanceof Error ? error.message : String(error));
		}
	};
	return Promise.all([
		attempt('webgpu', probeWebGpu),
		attempt('webgl', probeWebGl),
		attempt('wasm', probeWasm),
		{ name: 'cpu' as const, missing: null, adapter: null, limits: FREE }
	]);
}

/** WebGPU on real hardware; else WebAssembly, which is far faster than a GPU played by software. */
export function bestBackend(backends: readonly Backend[]): Backend {
	const usable = backends.filter((backend) => backend.missing === null);
	const best =
		usable.find(({ name, adapter }) => name === 'webgpu' && !adapter?.software) ??
		usable.find(({ name }) => name === 'wasm') ??
		usable.find(({ name }) => name === 'cpu');
	if (!best) throw new Error('no backend was looked at');
	return best;
}

/** The backend that was asked for, or the best one and why it had to be that. */
export function chooseBackend(backends: readonly Backend[], asked: BackendName | null): Choice {
	const wanted = backends.find(({ name }) => name === asked);
	if (wanted?.missing === null) return { backend: wanted, fallback: null };
	const backend = bestBackend(backends);
	return { backend, fallback: asked && { asked, reason: wanted?.missing ?? 'it was not found' } };
}

const RENDERERS: readonly (readonly [pattern: RegExp, name: string])[] = [
	[/swiftshader/i, 'SwiftShader'],
	[/llvmpipe/i, 'llvmpipe'],
	[/basic render/i, 'Microsoft Basic Render Driver']
];

/** A short name for what computes. */
function adapterLabel({ vendor, architecture, description }: Adapter): string {
	const all = [vendor, architecture, description].filter((name) => name !== '');
	const known = RENDERERS.find(([pattern]) => all.some((name) => pattern.test(name)));
	return (
		known?.[1] ?? ([vendor, architecture].filter((name) => name !== '').join(' ') || description)
	);
}

/** What a backend is on this device: “WebGPU, software (SwiftShader)”. */
export function backendLabel({ name, missing, adapter, threads = 1 }: Backend): string {
	const label = BACKEND_LABELS[name];
	if (missing !== null) return `${label}, not here`;
	if (!adapter) return `${label}, on the processor${threads > 1 ? `, ${threads} threads` : ''}`;
	const device = adapterLabel(adapter);
	if (adapter.software) return `${label}, software${device === '' ? '' : ` (${device})`}`;
	return device === '' ? label : `${label}, ${device}`;
}
