import type * as Ort from 'onnxruntime-web';
import { probeBackend } from '../probe.ts';
import type { CompiledNet, Runtime, Session } from '../runtime.ts';
import { unsupported } from '../unsupported.ts';
import { compileNet, type Provider } from './compiled-net.ts';

const NAME = 'onnxruntime-web';

const nothing = (): Promise<void> => Promise.resolve();

function sessionOf(ort: typeof Ort, provider: Provider): Session {
	const open: CompiledNet[] = [];
	let lose: (reason: unknown) => void = () => {};
	const lost = new Promise<never>((_, reject) => (lose = reject));
	// Nobody may be waiting at the moment it happens.
	lost.catch(() => {});
	let watched = false;

	/** The device comes with the first network. */
	async function watchDevice(): Promise<void> {
		if (watched || provider !== 'webgpu') return;
		watched = true;
		const device: GPUDevice = await ort.env.webgpu.device;
		void device.lost.then(({ message }) => lose(new Error(`The GPU was lost: ${message}`)));
	}

	return {
		lost,
		keeps: false,
		stepClock: null,
		engine: () => ({ name: NAME, version: ort.env.versions.web ?? '', flags: {}, threads: null }),
		memory: () => null,
		watchPeakBytes: () => () => null,
		// It throws errors where they happen.
		watchErrors: () => nothing,
		async compile(request) {
			const network = await compileNet(ort, provider, request, lost);
			open.push(network);
			await watchDevice();
			return network;
		},
		compileStep: () => Promise.reject(unsupported(NAME, 'run a single kernel call')),
		peakTrials: () => Promise.reject(unsupported(NAME, 'show what the device reaches')),
		close() {
			for (const network of open.splice(0)) network.free();
		}
	};
}

/**
 * onnxruntime-web, which runs a network's own ONNX file: a peer for benchmarks and tests, and no part
 * of the app.
 *
 * @param load gives the package, with `env.wasm` set for the page that it is in
 */
export const onnxRuntime = (provider: Provider, load: () => Promise<typeof Ort>): Runtime => ({
	probe: () => probeBackend(provider),
	open: async () => sessionOf(await load(), provider)
});
