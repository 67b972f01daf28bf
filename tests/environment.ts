import type { Environment } from 'vitest/runtime';

/** Node, with Svelte compiled as for the page: on the server side runes do not react. */
export default {
	name: 'runes',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => {} })
} satisfies Environment;
