import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { ISOLATION } from './scripts/isolation.js';

export default defineConfig({
	plugins: [sveltekit()],
	worker: { format: 'es' },
	server: { headers: ISOLATION },
	preview: { headers: ISOLATION }
});
