import { BACKENDS } from '../../src/lib/runtimes/backends.ts';

/** Whether a browser runs these tests, and not Node with WebGPU of its own. */
export const inBrowser = typeof window !== 'undefined';

/** The back ends that there are where these tests run. */
export const backendsHere = BACKENDS.filter(
	(backend) => inBrowser || backend === 'webgpu' || backend === 'cpu'
);
