import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.js';

const TFJS = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
	(name) => `@tensorflow/tfjs-${name}`
);

/** A machine that does other work takes ten times as long; what is limited here is a hang. */
const PATIENCE_MS = 300_000;

const common = {
	expect: { requireAssertions: true, poll: { timeout: PATIENCE_MS } },
	testTimeout: PATIENCE_MS,
	hookTimeout: PATIENCE_MS
};

export default defineConfig({
	test: {
		projects: [
			{
				extends: './vite.config.ts',
				// With the environment below: runes react in Node as they do in the page.
				resolve: { conditions: ['browser', ...defaultClientConditions] },
				test: {
					...common,
					name: 'unit',
					environment: './tests/environment.ts',
					include: ['tests/{unit,golden,fuzz}/**/*.test.ts']
				}
			},
			{
				extends: './vite.config.ts',
				// Found late, a dependency makes Vite reload the page in the middle of a test.
				optimizeDeps: {
					include: [...TFJS, 'fast-check', 'image-dimensions', 'onnxruntime-web/wasm']
				},
				test: {
					...common,
					name: 'browser',
					include: ['tests/browser/**/*.test.ts'],
					// One page at a time: software WebGPU keeps two cores busy by itself.
					fileParallelism: false,
					browser: {
						enabled: true,
						headless: true,
						connectTimeout: PATIENCE_MS,
						screenshotFailures: false,
						provider: playwright({ launchOptions: launchOptions() }),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
