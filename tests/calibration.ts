import type { Calibration } from '../src/lib/predict/calibration.ts';

/** A small calibration, as it is kept. */
export const calibration: Calibration = {
	backend: 'wasm',
	backendLabel: 'WebAssembly, on the processor',
	adapter: null,
	fallback: null,
	kernels: 'ours',
	fits: { relu: { coefficients: [['call', 1]], errors: [0.1] } },
	passMs: 0,
	noise: 1,
	spentMs: 5,
	when: '2026-01-01T00:00:00Z'
};
