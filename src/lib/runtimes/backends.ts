/** The back ends that the app offers: their names, what one is here, and which is best. */

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

/** The most that fits a backend, bytes; `null` where nothing is known. */
export type Limits = Readonly<{ tensorBytes: number | null; totalBytes: number | null }>;

/** What a runtime is in this browser. */
export type Probe = Readonly<{
	/** Why it cannot run here; `null` where it can. */
	missing: string | null;
	/** `null` on back ends that run on the processor. */
	adapter: Adapter | null;
	/** Whether it computes with half precision: `shader-f16`. */
	halves?: boolean;
	/** Threads that kernels are spread over, where we decide it. */
	threads?: number;
	limits: Limits;
}>;

export type Backend = Probe & Readonly<{ name: BackendName }>;

/** A backend was asked for and another one ran. */
export type Fallback = Readonly<{ asked: BackendName; reason: string }>;
export type Choice = Readonly<{ backend: Backend; fallback: Fallback | null }>;

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Whether a renderer's names say that it computes on the processor. */
export const isSoftware = (...names: readonly string[]): boolean =>
	names.some((name) => SOFTWARE.test(name));

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
