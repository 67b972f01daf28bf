import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { isSoftware } from '../../backends.ts';
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

function isPlayedBySoftware({ gpgpu: { gl } }: MathBackendWebGL): boolean {
	const info = gl.getExtension('WEBGL_debug_renderer_info');
	return isSoftware(String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)));
}

export async function openWebGl(): Promise<OpenBackend> {
	const backend = new MathBackendWebGL();
	await activate('webgl', () => backend);
	return {
		...plain,
		watch: () => () => Promise.resolve(problem(backend)),
		// Software goes on with what it was given for half a minute after its worker has ended.
		settle: isPlayedBySoftware(backend) ? () => backend.gpgpu.createAndWaitForFence() : null,
		// Its textures are never given back one by one.
		trim: null,
		close: () => drop('webgl')
	};
}
