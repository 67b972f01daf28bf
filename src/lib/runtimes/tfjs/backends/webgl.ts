import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { plain, type OpenBackend } from '../opened.ts';
import { activate, drop } from '../registry.ts';

/** WebGL raises no events in a worker: the context is asked. */
function problem({ gpgpu: { gl } }: MathBackendWebGL): string | null {
	if (gl.isContextLost()) return 'the WebGL context was lost';
	switch (gl.getError()) {
		case gl.NO_ERROR:
			return null;
		case gl.OUT_OF_MEMORY:
			return 'out of memory';
		default:
			return 'WebGL reports an error';
	}
}

export async function openWebGl(): Promise<OpenBackend> {
	const backend = new MathBackendWebGL();
	await activate('webgl', () => backend);
	return {
		...plain,
		watch: () => () => Promise.resolve(problem(backend)),
		close: () => drop('webgl')
	};
}
