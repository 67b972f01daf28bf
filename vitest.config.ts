import process from 'node:process';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, type Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { launchOptions } from './scripts/browser.js';

const TFJS = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
	(name) => `@tensorflow/tfjs-${name}`
);

/** A machine that does other work takes ten times as long; what is limited here is a hang. */
const PATIENCE_MS = 300_000;

/** Asks for more designs, for every preset in place of every structure, and for all networks on every backend. */
const { THOROUGH } = process.env;

/** Asks how far random inputs go: then no test is too long. */
const { FUZZ_RUNS, FUZZ_SECONDS } = process.env;
const isAsked = !!(FUZZ_RUNS || FUZZ_SECONDS);

const common = {
	env: THOROUGH ? { THOROUGH } : {},
	setupFiles: ['tests/all-families.ts'],
	expect: { requireAssertions: true, poll: { timeout: PATIENCE_MS } },
	testTimeout: isAsked ? 0 : PATIENCE_MS,
	hookTimeout: PATIENCE_MS
};

/**
 * Where a processor plays the GPU, one of its threads compiles all shaders of a browser: two browsers keep
 * two cores busy. These tests are as much work as all others.
 */
const COMPUTE = [
	'tests/browser/{own,runtime-*,branches,wide-heads,depthwise,matrix}.test.ts',
	'tests/browser/software/**/*.test.ts'
];

/** Dependencies without their maps, which are six times as long: each page and worker reads them anew. */
const withoutMaps: Plugin = {
	name: 'dependencies-without-maps',
	enforce: 'post',
	transform: (code, id) => (id.includes('/.vite/') ? { code, map: { mappings: '' } } : null)
};

const browserProject = (
	name: string,
	include: string[],
	exclude: string[] = []
): TestProjectInlineConfiguration => ({
	extends: './vite.config.ts',
	plugins: [withoutMaps],
	// Found late, a dependency makes Vite reload the page in the middle of a test.
	optimizeDeps: {
		include: [...TFJS, 'fast-check', 'image-dimensions', 'onnxruntime-web/wasm']
	},
	test: {
		...common,
		name,
		include,
		exclude,
		fileParallelism: false,
		// One page for all files: each would load all modules anew, which takes as long as a good part of its tests.
		isolate: false,
		browser: {
			enabled: true,
			headless: true,
			connectTimeout: PATIENCE_MS,
			screenshotFailures: false,
			provider: playwright({ launchOptions: launchOptions() }),
			instances: [{ browser: 'chromium' }]
		}
	}
});

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
					// Room for what lives shortly: to clear it away takes a tenth of the time.
					execArgv: ['--max-semi-space-size=64'],
					environment: './tests/environment.ts',
					// To load the families and all else anew for each file takes as long as the tests do.
					isolate: false,
					unstubGlobals: true,
					restoreMocks: true,
					include: ['tests/{unit,golden,fuzz}/**/*.test.ts']
				}
			},
			{
				test: {
					...{ env: common.env, expect: common.expect },
					...{ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS },
					name: 'package',
					include: ['tests/package/**/*.test.ts']
				}
			},
			{
				extends: './vite.config.ts',
				test: {
					...common,
					name: 'gpu',
					environment: './tests/environment.ts',
					setupFiles: ['tests/gpu/setup.ts', ...common.setupFiles],
					include: [
						'tests/gpu/**/*.test.ts',
						'tests/browser/{own,branches,precision,kept-weights,wide-heads,kernels,geometry,depthwise,matrix}.test.ts',
						'tests/browser/software/**/*.test.ts'
					],
					fileParallelism: false
				}
			},
			browserProject('compute', COMPUTE),
			browserProject('browser', ['tests/browser/**/*.test.ts'], COMPUTE)
		]
	}
});
