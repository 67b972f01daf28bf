import type { BackendName } from '../backends.ts';
import type { OpenBackend } from './opened.ts';

/** Each backend's code is loaded when it is first opened. */
const open: { readonly [B in BackendName]: () => Promise<OpenBackend> } = {
	webgpu: async () => (await import('./backends/webgpu.ts')).openWebGpu(),
	webgl: async () => (await import('./backends/webgl.ts')).openWebGl(),
	wasm: async () => (await import('./backends/wasm.ts')).openWasm(),
	cpu: async () => (await import('./backends/cpu.ts')).openCpu()
};

export const openBackend = (name: BackendName): Promise<OpenBackend> => open[name]();
