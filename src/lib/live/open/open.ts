import type { BackendName } from '../backends.ts';
import type { Opened } from './opened.ts';

/** Each backend's code is loaded when it is first opened. */
const open: { readonly [B in BackendName]: () => Promise<Opened> } = {
	webgpu: async () => (await import('./webgpu.ts')).openWebGpu(),
	webgl: async () => (await import('./webgl.ts')).openWebGl(),
	wasm: async () => (await import('./wasm.ts')).openWasm(),
	cpu: async () => (await import('./cpu.ts')).openCpu()
};

export const openBackend = (name: BackendName): Promise<Opened> => open[name]();
