import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { codeSplitting } from './scripts/chunks.js';
import { compiledAtOnce } from './scripts/compiled-at-once.js';
import { hubs } from './scripts/hubs.js';
import { ISOLATION } from './scripts/isolation.js';
import { noticed } from './scripts/notices.js';
import { wasmKernels } from './scripts/wasm-kernels.js';
import { wasmThreads } from './scripts/wasm-threads.js';
import { workerEntriesApart } from './scripts/worker-entries.js';

export default defineConfig({
	plugins: [sveltekit(), wasmKernels(), noticed(), compiledAtOnce()],
	environments: { client: { build: { rolldownOptions: { output: { codeSplitting } } } } },
	define: { 'import.meta.env.HUBS': JSON.stringify(hubs()) },
	worker: {
		format: 'es',
		plugins: () => [wasmKernels(), wasmThreads(), workerEntriesApart(), noticed()]
	},
	server: { headers: ISOLATION },
	preview: { headers: ISOLATION }
});
