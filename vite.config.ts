import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { ISOLATION } from './scripts/isolation.js';
import { wasmThreads } from './scripts/wasm-threads.js';

export default defineConfig({
	plugins: [sveltekit()],
	worker: { format: 'es', plugins: () => [wasmThreads()] },
	server: { headers: ISOLATION },
	preview: { headers: ISOLATION }
});
