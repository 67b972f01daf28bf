import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { ISOLATION } from './scripts/isolation.js';
import { noticed } from './scripts/notices.js';
import { wasmThreads } from './scripts/wasm-threads.js';

export default defineConfig({
	plugins: [sveltekit(), noticed()],
	worker: { format: 'es', plugins: () => [wasmThreads(), noticed()] },
	server: { headers: ISOLATION },
	preview: { headers: ISOLATION }
});
