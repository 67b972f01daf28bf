import { BACKENDS, type Backend, type BackendName } from './backends.ts';
import type { Runtime } from './runtime.ts';
import { probeBackend } from './probe.ts';

/** An engine's code is loaded when a session is first opened. */
const tfjs = (name: BackendName): Runtime => ({
	probe: () => probeBackend(name),
	open: async () => (await import('./tfjs/session.ts')).openSession(name)
});

/** All runtimes of the app, by the names of its back ends. */
export const runtimes: { readonly [B in BackendName]: Runtime } = {
	webgpu: tfjs('webgpu'),
	webgl: tfjs('webgl'),
	wasm: tfjs('wasm'),
	cpu: tfjs('cpu')
};

/** Looks at all of them, in the thread that would run them. */
export const probeBackends = (): Promise<readonly Backend[]> =>
	Promise.all(BACKENDS.map(async (name) => ({ name, ...(await runtimes[name].probe()) })));
